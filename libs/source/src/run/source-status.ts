import type { SourceErrorCode } from '../source-error.js'

export type SourceState =
  /** Waits for what it needs: its memory, or Kafka. */
  | 'starting'
  | 'running'
  /** The last attempt failed; it is repeated. */
  | 'failing'
  /** Another process asks this source. */
  | 'standby'
  | 'stopped'

type LastError = { readonly code: SourceErrorCode; readonly message: string; readonly at: number }

/** How one source is doing; times in epoch ms. Counts are since the process began. */
export type SourceStatus = {
  state: SourceState
  items: number
  /** Items put aside here, because they are too large, unreadable or refused. */
  putAside: number
  failures: number
  lastItemAt: number | null
  lastSuccessAt: number | null
  lastError: LastError | null
  nextPollAt: number | null
  /** When the oldest that waits to be taken appeared; null where nothing waits, undefined where nobody can know. */
  oldestWaitingAt: number | null | undefined
}

export const freshStatus = (): SourceStatus => ({
  state: 'starting',
  items: 0,
  putAside: 0,
  failures: 0,
  lastItemAt: null,
  lastSuccessAt: null,
  lastError: null,
  nextPollAt: null,
  oldestWaitingAt: undefined,
})

/**
 * Seconds by which what is taken may be behind what there is: the age of the oldest file that waits, or the time since a feed
 * was last read to its end. Null where that has not happened yet.
 */
export const lagSeconds = ({ oldestWaitingAt, lastSuccessAt }: SourceStatus, now: number): number | null => {
  if (oldestWaitingAt === null) return 0
  const since = oldestWaitingAt ?? lastSuccessAt
  return since === null ? null : Math.max(0, now - since) / 1000
}
