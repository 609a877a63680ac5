export type FilingIndexErrorCode =
  'FILING_INDEX_LOST' | 'FILING_NOT_QUARANTINED' | 'FILING_INDEX_IN_USE' | 'FILING_EVENTS_OUTSTANDING'

/** An error of the filing index that an operator has to act on; `code` is stable and listed in docs/errors.md. */
export class FilingIndexError extends Error {
  constructor(
    readonly code: FilingIndexErrorCode,
    message: string,
  ) {
    super(message)
    this.name = 'FilingIndexError'
  }
}
