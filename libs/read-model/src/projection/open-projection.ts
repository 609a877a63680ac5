import type { Pool, PoolClient } from 'pg'
import { needsWhole, openIncident, type Incident, type Sha256 } from '#incident'
import { ProjectionError } from '../schema/registry.js'
import { enterFence } from './fence.js'
import { foldChunk } from './fold-chunk.js'
import { openIncidentCache, type CacheOwner, type IncidentCache } from './incident-cache.js'
import { loadIncidents, type Folding } from './load-incidents.js'
import type { Poison, ProjectedRecord, ReadEvent } from './read-record.js'
import { readRecords, unseen } from './read-records.js'
import type { ChunkRows } from './rows.js'
import { refiledKey, seenEvents, type Seen } from './seen-events.js'
import { writeChunk } from './write-chunk.js'

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
   * Folds a batch into the tables and moves the checkpoint, in one transaction. Records before the checkpoint are
   * skipped, so that a batch may be delivered again. `fenced`: someone else owns the partition, or the version was
   * retired; nothing was written. Throws what `pg` throws (nothing was written, or, at a lost commit, the next call
   * finds out), and {@link ProjectionError} `LOG_GAP` where records are missing.
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
        const outcome = await applyChunk(client, cache, batch, { ...owner, partition: batch.partition }, options)
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

const applyChunk = async (
  client: PoolClient,
  cache: IncidentCache,
  { partition, records }: Batch,
  owner: CacheOwner,
  { sha256, live = true, onChunk }: ProjectionOptions,
): Promise<'applied' | 'fenced'> => {
  const standing = await enterFence(client, owner)
  if (standing.kind === 'fenced') return leave(client, 'fenced')
  const fresh = recordsFrom(records, standing.next)
  if (fresh.length === 0) return leave(client, 'applied')
  const next = standing.next + fresh.length
  const { events, poisons, repeated, seen } = await readEvents(client, owner, fresh)
  const folding = { sha256, policy: standing.policy }
  const incidents = await gather(client, cache, owner, { events, seen }, folding)
  const rows = foldChunk(events, poisons, (id) => openIn(incidents, id, folding))
  if (
    !(await writeChunk(client, owner.schema, rows, {
      partition,
      epoch: owner.epoch,
      expected: standing.next,
      next,
      live,
    }))
  ) {
    return leave(client, 'fenced')
  }
  await client.query('COMMIT')
  for (const incident of incidents.values()) cache.put(incident, owner)
  onChunk?.(report(partition, next, rows, repeated))
  return 'applied'
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

type ReadEvents = {
  readonly events: ReadEvent[]
  readonly poisons: Poison[]
  readonly repeated: number
  readonly seen: Seen
}

/** Reads the records, and drops the events that the partition has already or that came earlier in this chunk. */
const readEvents = async (
  client: PoolClient,
  { schema, partition }: CacheOwner,
  records: readonly ProjectedRecord[],
): Promise<ReadEvents> => {
  const { events: decoded, poisons } = readRecords(records)
  const seen = await seenEvents(client, schema, partition, decoded)
  const events = unseen(decoded, new Set(seen.events))
  return { events, poisons, repeated: decoded.length - events.length, seen }
}

/** The incidents of a chunk: out of the cache for good where it knows enough, and the others from the tables. */
const gather = async (
  client: PoolClient,
  cache: IncidentCache,
  owner: CacheOwner,
  { events, seen }: Pick<ReadEvents, 'events' | 'seen'>,
  folding: Folding,
): Promise<Map<string, Incident>> => {
  const incidents = new Map<string, Incident>()
  const missing: string[] = []
  for (const [id, own] of byIncident(events)) {
    const cached = cache.take(id, owner)
    const isRefiled = (updateId: string): boolean => seen.refiled.has(refiledKey(id, updateId))
    if (cached === undefined || needsWhole(cached, own, isRefiled)) missing.push(id)
    else incidents.set(id, cached)
  }
  if (missing.length === 0) return incidents
  for (const [id, incident] of await loadIncidents(client, owner.schema, missing, folding)) incidents.set(id, incident)
  return incidents
}

const byIncident = (events: readonly ReadEvent[]): Map<string, ReadEvent['recorded'][]> => {
  const groups = new Map<string, ReadEvent['recorded'][]>()
  for (const { recorded } of events) {
    const group = groups.get(recorded.stream)
    if (group === undefined) groups.set(recorded.stream, [recorded])
    else group.push(recorded)
  }
  return groups
}

const openIn = (incidents: Map<string, Incident>, id: string, { sha256, policy }: Folding): Incident => {
  const incident = incidents.get(id) ?? openIncident(id, sha256, policy)
  incidents.set(id, incident)
  return incident
}

const report = (partition: number, next: number, rows: ChunkRows, repeated: number): ChunkReport => ({
  partition,
  next,
  events: rows.revisions.length,
  refused: rows.refused.length,
  quarantined: rows.poisons.length,
  repeated,
})
