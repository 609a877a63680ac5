import type { Pool } from 'pg'
import { policyNamed, type Sha256 } from '#incident'
import { openDatabase } from '../database.js'
import { loadPartition } from './load-partition.js'
import type { ReplayLog } from './replay-log.js'

/** One partition of a fresh version: whose it is, what an interrupted load has written already, and where it ends. */
export type PartitionPlan = {
  readonly partition: number
  readonly epoch: number
  readonly written: number
  readonly end: number
}

/** What all partitions of a load have in common. Like {@link PartitionPlan} it is plain data, which another thread can be sent. */
export type LoadPlan = { readonly topic: string; readonly schema: string; readonly policy: string }

export type LoadWatch = {
  readonly onProgress: (events: number) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * Loads every partition into a fresh version. Partitions share nothing, so they may be spread over threads; when it has
 * ended, with a failure too, nobody writes for it any more.
 */
export type LoadPartitions = (plan: LoadPlan, partitions: readonly PartitionPlan[], watch: LoadWatch) => Promise<void>

type Tools = { readonly pool: Pool; readonly log: ReplayLog; readonly sha256: Sha256 }

const load = (
  { pool, log, sha256 }: Tools,
  { topic, schema, policy }: LoadPlan,
  partition: PartitionPlan,
  { onProgress, signal }: LoadWatch,
): Promise<void> =>
  loadPartition({ pool, log, sha256, topic, schema, policy: policyNamed(policy), ...partition, onProgress, signal })

// One partition is folded while another one's rows are on their way; each is held in memory wholly.
const lanes = 2

/** Loads in this thread. */
export const loadHere =
  (tools: Tools): LoadPartitions =>
  async (plan, partitions, watch) => {
    const left = [...partitions]
    const lane = async (): Promise<void> => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await load(tools, plan, one, watch)
    }
    await Promise.all(Array.from({ length: lanes }, lane))
  }

/** Loads partitions one at a time over connections of its own: what a thread of {@link LoadPartitions} works with. */
export type PartitionLoader = {
  /** Throws as a rebuild does. */
  readonly load: (plan: LoadPlan, partition: PartitionPlan, watch: LoadWatch) => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens a loader; it connects when first used. */
export const openPartitionLoader = ({
  url,
  ...tools
}: Omit<Tools, 'pool'> & { readonly url: string }): PartitionLoader => {
  const pool = openDatabase({ url, role: 'projector', applicationName: 'wireledger-replay', max: 2 })
  return {
    load: (plan, partition, watch) => load({ ...tools, pool }, plan, partition, watch),
    close: () => pool.end(),
  }
}
