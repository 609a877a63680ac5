import type { Pool } from 'pg'
import type { Resolve } from '../address/guarded-lookup.js'
import type { Leases } from '../memory/leases.js'
import type { Publish } from '../run/source-item.js'
import type { Reporter } from '../run/reporter.js'
import type { SourceStatus } from '../run/source-status.js'
import type { FeedSettings } from '../settings/source-settings.js'

/** What a polled source works with. */
export type FeedParts = {
  readonly settings: FeedSettings
  readonly pool: Pool
  readonly leases: Leases
  /** Makes sure that the tables are there. */
  readonly prepare: () => Promise<void>
  readonly publish: Publish
  readonly status: SourceStatus
  readonly reporter: Reporter
  readonly resolve: Resolve
  /** Most bytes of one record. */
  readonly maxItemBytes: number
  readonly signal: AbortSignal
}
