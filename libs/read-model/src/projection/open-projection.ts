import type { Pool } from 'pg'
import type { Sha256 } from '#incident'
import { together } from '../together.js'
import { applyLanes, type ChunkReport, type Lane, type LaneOutcome } from './apply-lanes.js'
import { worthCopying } from './chunk.js'
import { openIncidentCache, type CacheRoom } from './incident-cache.js'
import type { ProjectedRecord } from './read-record.js'

export type { ChunkReport } from './apply-lanes.js'

export type ProjectionOptions = {
  readonly sha256: Sha256
  /** For incidents between chunks. Default: 52 MB that are ready, and 40 MB that are packed. */
  readonly cache?: CacheRoom
  /** Called after each commit. */
  readonly onChunk?: (report: ChunkReport) => void
  /** False for a version that nobody reads yet: nobody is told of it, and its words are not searched. */
  readonly live?: boolean
}

export type Batch = { readonly partition: number; readonly records: readonly ProjectedRecord[] }
/** What {@link claimPartitions} gave for the partition, and the version it was asked of. */
export type PartitionOwner = { readonly schema: string; readonly epoch: number }

/** The write side of the projection. Calls for one partition follow one another; partitions are independent. */
export type ProjectionWriter = {
  /**
   * Folds a batch into the tables and moves the checkpoint in the same transaction, of which there are few: mostly one.
   * Records before the checkpoint are skipped, so that a batch may be delivered again. `fenced`: someone else owns the
   * partition, or the version was retired; nothing more was written. Throws what `pg` throws (of that transaction
   * nothing was written, or, at a lost commit, the next call finds out), and {@link ProjectionError} `LOG_GAP` where
   * records are missing.
   */
  apply(batch: Batch, owner: PartitionOwner): Promise<'applied' | 'fenced'>
  /** Drops the cached incidents. */
  forget(): void
}

const usualRoom: CacheRoom = { ready: 52_000_000, packed: 40_000_000 }

/** What a lane comes to in the end. */
type Applied = Exclude<LaneOutcome, 'in part'>
type Settled = PromiseSettledResult<Applied>

// Of all partitions of a usual process; each brings fewer records than are worth copying.
const joint = { most: 16, atOnce: 1 }
// While one waits for PostgreSQL another is folded. What they are folded into is out of the cache and weighs nothing there.
const large = { most: 1, atOnce: 2 }

/**
 * Opens the writer. Small batches that come together, or while others are being written, share a transaction; one that is
 * worth copying has its own, of which few are under way.
 */
export const openProjection = (pool: Pool, options: ProjectionOptions): ProjectionWriter => {
  const cache = openIncidentCache(options.cache ?? usualRoom)
  const applying = { cache, sha256: options.sha256, live: options.live ?? true, onChunk: options.onChunk }
  const apply = async (lanes: readonly Lane[]): Promise<LaneOutcome[]> => {
    const client = await pool.connect()
    try {
      const outcomes = await applyLanes(client, applying, lanes)
      client.release()
      return outcomes
    } catch (error) {
      // The state of the transaction is unknown: the server ends it with the connection.
      client.release(true)
      throw error
    }
  }
  const alone = async (lane: Lane): Promise<Applied> => {
    const [outcome] = await apply([lane])
    return outcome === 'in part' ? alone(lane) : (outcome ?? 'fenced')
  }
  const applyTogether = async (lanes: readonly Lane[]): Promise<Settled[]> => {
    // Around the switch of a replay lanes of two versions may meet.
    const joins = lanes.length > 1 && new Set(lanes.map(({ owner }) => owner.schema)).size === 1
    // What fails beside others is tried by itself, so that it costs them nothing but time.
    const outcomes = joins ? await apply(lanes).catch(() => null) : null
    return Promise.allSettled(
      lanes.map((lane, at) => {
        const outcome = outcomes?.[at] ?? 'in part'
        return outcome === 'in part' ? alone(lane) : Promise.resolve(outcome)
      }),
    )
  }
  const applySmall = together(applyTogether, joint)
  const applyLarge = together(applyTogether, large)
  return {
    apply: async ({ partition, records }, owner) => {
      const lane = { owner: { ...owner, partition }, records }
      const settled = await (records.length < worthCopying ? applySmall(lane) : applyLarge(lane))
      if (settled.status === 'rejected') throw settled.reason
      return settled.value
    },
    forget: () => {
      cache.clear()
    },
  }
}
