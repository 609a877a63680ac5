import type { SourceError } from '../source-error.js'

const longestMs = 900_000
const oursMs = 5_000

/**
 * Milliseconds to wait after so many failures in a row: the usual pause doubled each time, at most a quarter of an hour or the
 * usual pause, whichever is longer; never less than the provider asked for. Where Kafka or PostgreSQL is away the
 * provider is not to blame, and it is at most 5 s. `dice` in [0, 1) keeps many from asking in step.
 */
export const waitAfter = (failures: number, everyMs: number, error: SourceError | null, dice: number): number => {
  if (failures === 0 || error === null) return Math.round(everyMs * (0.95 + dice * 0.1))
  const ours = error.code === 'SOURCE_LOG_UNAVAILABLE' || error.code === 'SOURCE_MEMORY_UNAVAILABLE'
  const most = ours ? oursMs : Math.max(longestMs, everyMs)
  const base = Math.min(everyMs * 2 ** Math.min(failures, 16), most)
  return Math.round(Math.max(base * (0.75 + dice * 0.5), error.retryAfterMs ?? 0))
}
