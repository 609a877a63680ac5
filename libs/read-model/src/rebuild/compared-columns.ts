/**
 * What two versions are compared by: `everything` of versions of one policy; of versions of different policies the
 * `history` (which revisions of what there are, and what was filed), since what is believed must differ there.
 */
export type Comparison = 'everything' | 'history'

const placed = `r.event_id, r.log_offset, r.said_at, r.received_at, r.recorded_at, r.log_partition, r.revision, r.kind, r.incident_id`
const state = `id, revision, title, opened_at, last_said_at, last_recorded_at, updates, providers, facts`

/** The columns of revisions `r`; what is not compared is the same in every row. */
export const revisionColumns: { readonly [by in Comparison]: string } = {
  everything: 'r.*',
  history: `${placed}, ''::bytea AS hash, ''::text AS changes, NULL::text AS snapshot`,
}

/** A number for each revision `t`, of which those of an incident are added up. */
export const revisionDigest: { readonly [by in Comparison]: string } = {
  everything: 'hashtextextended(concat(t.hash, t.changes, t.snapshot, t.stepped_from), t.revision)',
  history: `hashtextextended(concat_ws(' ', t.event_id, t.log_partition, t.log_offset, t.said_at, t.received_at, t.recorded_at, t.kind), t.revision)`,
}

/** The columns of an incident's state. */
export const stateColumns: { readonly [by in Comparison]: string } = {
  everything: '*',
  history: state,
}

/** Tables whose rows `t` belong to an incident and are compared by count and content, not one by one. */
export const partDigests: { readonly [by in Comparison]: { readonly effect: string; readonly event: string } } = {
  everything: {
    effect: 'hashtextextended(t::text, 0)',
    event: 'hashtextextended(t.document, t.revision * 4 + t.head::int * 2 + t.reaches_only::int)',
  },
  // No hash of the revision vouches for the columns beside the document.
  history: { effect: 'hashtextextended(t::text, 0)', event: 'hashtextextended(t::text, 0)' },
}
