/** Why a source could not be asked or read; stable, listed in docs/errors.md. */
export type SourceErrorCode =
  | 'SOURCE_URL_REFUSED'
  | 'SOURCE_ADDRESS_REFUSED'
  | 'SOURCE_REDIRECT_REFUSED'
  | 'SOURCE_UNREACHABLE'
  | 'SOURCE_TIMEOUT'
  | 'SOURCE_STATUS'
  | 'SOURCE_TOO_LARGE'
  | 'SOURCE_FEED_UNREADABLE'
  | 'SOURCE_FOLDER'
  | 'SOURCE_FILE_UNREADABLE'
  | 'SOURCE_EMPTY'
  | 'SOURCE_LOG_UNAVAILABLE'
  | 'SOURCE_RECORD_REFUSED'
  | 'SOURCE_MEMORY_UNAVAILABLE'
  | 'SOURCE_FAILED'

type Details = {
  /** The provider asked for this pause before the next request, in milliseconds. */
  readonly retryAfterMs?: number
  /** The HTTP status that was answered. */
  readonly status?: number
  readonly cause?: unknown
}

/** Every error this library raises. Messages name host and path of an address, never its query, which may hold a key. */
export class SourceError extends Error {
  readonly retryAfterMs: number | undefined
  readonly status: number | undefined

  constructor(
    readonly code: SourceErrorCode,
    message: string,
    { retryAfterMs, status, cause }: Details = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'SourceError'
    this.retryAfterMs = retryAfterMs
    this.status = status
  }
}

// Asking again cannot change these: the item is put aside instead.
const final: ReadonlySet<SourceErrorCode> = new Set<SourceErrorCode>([
  'SOURCE_URL_REFUSED',
  'SOURCE_ADDRESS_REFUSED',
  'SOURCE_REDIRECT_REFUSED',
  'SOURCE_TOO_LARGE',
  'SOURCE_RECORD_REFUSED',
  'SOURCE_EMPTY',
])

/** Whether the same thing would be refused again. */
export const isFinal = (error: SourceError): boolean =>
  final.has(error.code) || (error.code === 'SOURCE_STATUS' && error.status === 410)

/** Any error as one of ours. */
export const asSourceError = (error: unknown): SourceError =>
  error instanceof SourceError
    ? error
    : new SourceError('SOURCE_FAILED', error instanceof Error ? error.message : String(error), { cause: error })
