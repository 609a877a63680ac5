import type { LogReader } from './log-reader.js'
import type { Places } from './reading-place.js'
import type { SubscribeOptions, Where } from './subscribe-options.js'

/** What the parts of a subscription share. */
export type Reading = {
  readonly options: SubscribeOptions
  readonly places: Places
  readonly reader: LogReader
  readonly stopping: AbortSignal
  /** Reports what is being retried. */
  readonly trouble: (error: unknown, where: Where | null) => void
  /** Halts everything and reports once. */
  readonly fatal: (error: Error) => void
}
