import type { Pool, PoolClient } from 'pg'
import type { Sha256 } from '#incident'
import { ProjectionError } from '../schema/registry.js'
import { openChunk, type Chunk } from './chunk.js'
import { enterFence } from './fence.js'
import { foldPiece, type Gathering } from './fold-piece.js'
import { openIncidentCache, type CacheOwner, type IncidentCache } from './incident-cache.js'
import type { ProjectedRecord } from './read-record.js'
import { isRepeated } from './seen-events.js'
import { addStates } from './touched.js'
import { commitChunk } from './write-chunk.js'

/** What one chunk came to, for metrics. */
export type ChunkReport = {
  readonly partition: number
  readonly next: number
  readonly events: number
  readonly refused: number
  readonly quarantined: number
  readonly repeated: number
}

export type ProjectionOptions = {
  readonly sha256: Sha256
  /** How many claims the cached incidents may hold; 0 for no cache. Default 120,000, about 100 MB. */
  readonly cacheClaims?: number
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

/** Opens the writer; the pool's size bounds how many partitions it works on at once. */
export const openProjection = (pool: Pool, options: ProjectionOptions): ProjectionWriter => {
  const cache = openIncidentCache(options.cacheClaims ?? 120_000)
  return {
    apply: async (batch, owner) => {
      const client = await pool.connect()
      try {
        const owned = { ...owner, partition: batch.partition }
        let outcome = await applyOnce(client, cache, batch, owned, options)
        while (outcome === 'in part') outcome = await applyOnce(client, cache, batch, owned, options)
        client.release()
        return outcome
      } catch (error) {
        // The state of the transaction is unknown: the server ends it with the connection.
        client.release(true)
        throw error
      }
    },
    forget: () => {
      cache.clear()
    },
  }
}

// As a replay's: what a piece was decoded to is garbage before the young generation is collected (ADR 17, 20).
const pieceSize = 250

type Outcome = 'applied' | 'in part' | 'fenced'

/** Applies a chunk, and once more with every question asked where an event of it had been written before. */
const applyOnce = async (...chunk: ChunkArguments): Promise<Outcome> => {
  try {
    return await applyChunk(false, ...chunk)
  } catch (error) {
    if (!isRepeated(error)) throw error
    const [client] = chunk
    await client.query('ROLLBACK')
    return applyChunk(true, ...chunk)
  }
}

type ChunkArguments = [
  client: PoolClient,
  cache: IncidentCache,
  batch: Batch,
  owner: CacheOwner,
  options: ProjectionOptions,
]

const applyChunk = async (
  asks: boolean,
  ...[client, cache, { partition, records }, owner, { sha256, live = true, onChunk }]: ChunkArguments
): Promise<Outcome> => {
  const standing = await enterFence(client, owner)
  if (standing.kind === 'fenced') return leave(client, 'fenced')
  const fresh = recordsFrom(records, standing.next)
  if (fresh.length === 0) return leave(client, 'applied')
  const chunk = openChunk(fresh.length)
  const folding = { sha256, policy: standing.policy }
  const gathering: Gathering = { client, cache, owner, folding, chunk, incidents: new Map(), seen: new Set(), asks }
  for (let at = 0; at < fresh.length; at += pieceSize)
    if (!(await foldPiece(gathering, fresh.slice(at, at + pieceSize)))) break
  addStates(chunk.rest, gathering.incidents.values())
  const next = standing.next + chunk.records
  const move = { partition, epoch: owner.epoch, expected: standing.next, next, live }
  if (!(await commitChunk(client, owner.schema, chunk, move))) return 'fenced'
  for (const { incident } of gathering.incidents.values()) cache.put(incident, owner)
  onChunk?.(report(partition, next, chunk))
  return chunk.records < fresh.length ? 'in part' : 'applied'
}

const leave = async <T>(client: PoolClient, outcome: T): Promise<T> => {
  await client.query('ROLLBACK')
  return outcome
}

/** The records from the checkpoint on. A hole would be lost history, so it is never skipped. */
const recordsFrom = (records: readonly ProjectedRecord[], next: number): readonly ProjectedRecord[] => {
  const fresh = records.filter(({ position }) => position.offset >= next)
  const hole = fresh.findIndex(({ position }, index) => position.offset !== next + index)
  if (hole < 0) return fresh
  throw new ProjectionError(
    'LOG_GAP',
    `offset ${next + hole} was due, and ${fresh[hole]?.position.offset ?? 'nothing'} came`,
  )
}

const report = (partition: number, next: number, { records, events, rest }: Chunk): ChunkReport => {
  const [refused, quarantined] = [rest.refused.length, rest.poisons.length]
  return { partition, next, events, refused, quarantined, repeated: records - events - refused - quarantined }
}
