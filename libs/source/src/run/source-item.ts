/** What becomes one raw record. */
export type SourceItem = {
  readonly bytes: Buffer
  readonly contentType: string | null
  /** For the log: a file name or where it was linked from. */
  readonly label: string
}

/**
 * Brings items into the log and resolves once Kafka has all of them. Throws a SourceError: SOURCE_RECORD_REFUSED where none was
 * taken because one never can be, anything else where it is unknown what was taken, and the same call may be made again.
 */
export type Publish = (items: readonly SourceItem[]) => Promise<void>
