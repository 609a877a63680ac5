import type { PoolClient } from 'pg'
import type { Policy, Sha256 } from '#incident'
import type { AliasRow } from '../projection/rows.js'
import type { ReplayLog } from '../rebuild/replay-log.js'

/** What there is to verify of one partition, and with what. */
export type PartitionJob = {
  readonly client: PoolClient
  readonly schema: string
  readonly log: ReplayLog
  readonly topic: string
  readonly sha256: Sha256
  /** The one that the version says it was folded with. */
  readonly policy: Policy
  readonly partition: number
  /** The checkpoint: what comes later is not the projection's yet. */
  readonly end: number
  readonly signal?: AbortSignal | undefined
  readonly onRecords: (count: number) => void
  /** Told the names that each chunk gives. */
  readonly onAliases: (rows: readonly AliasRow[]) => void
}
