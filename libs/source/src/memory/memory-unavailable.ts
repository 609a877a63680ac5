import { SourceError } from '../source-error.js'

/** PostgreSQL does not answer, or refuses. */
export const memoryUnavailable = (cause: unknown): SourceError =>
  new SourceError(
    'SOURCE_MEMORY_UNAVAILABLE',
    `what the source remembers cannot be read or written: ${cause instanceof Error ? cause.message : String(cause)}`,
    { cause },
  )
