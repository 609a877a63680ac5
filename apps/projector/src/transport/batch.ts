/** The pattern under which a handler takes the batches of the log of record. */
export const incidentBatch = 'incident.batch'

/** What a handler answers. A failure is a value here, because Nest's exception filters would hide which one it was. */
export type BatchOutcome =
  { readonly outcome: 'applied' | 'fenced' } | { readonly outcome: 'failed'; readonly error: unknown }
