import type { PoolClient } from 'pg'
import type { Policy, Sha256 } from '#incident'
import { ProjectionError } from '../schema/registry.js'
import { openChunk, pieceSize, type Chunk } from './chunk.js'
import { enterFence, type Standing } from './fence.js'
import { foldPiece, type Gathering } from './fold-piece.js'
import type { CacheOwner, IncidentCache } from './incident-cache.js'
import { pipelined } from './pipelined.js'
import type { ProjectedRecord } from './read-record.js'
import { isRepeated } from './seen-events.js'
import { addStates } from './touched.js'
import { commitChunk } from './write-chunk.js'
import type { CheckpointMove } from './write-statement.js'

/** What one partition came to in one transaction, for metrics. */
export type ChunkReport = {
  readonly partition: number
  readonly next: number
  readonly events: number
  readonly refused: number
  readonly quarantined: number
  readonly repeated: number
}

/** What is folded with which means, and who is told of it. */
export type Applying = {
  readonly cache: IncidentCache
  readonly sha256: Sha256
  readonly live: boolean
  readonly onChunk: ((report: ChunkReport) => void) | undefined
}

/** Records of one partition, and as whose they are written. */
export type Lane = { readonly owner: CacheOwner; readonly records: readonly ProjectedRecord[] }

/** What became of a lane; `in part`: what was folded is committed, and the rest takes a transaction of its own. */
export type LaneOutcome = 'applied' | 'in part' | 'fenced'

/**
 * Folds lanes of different partitions of one version into the tables and moves their checkpoints, all in one transaction;
 * once more with every question asked where an event of them had been written before. Records before a checkpoint are
 * skipped, and lanes that are fenced are left out. Throws what `pg` throws, and {@link ProjectionError} `LOG_GAP`; the
 * transaction is then still open, and the incidents that it folded into have left the cache.
 */
export const applyLanes = async (
  client: PoolClient,
  applying: Applying,
  lanes: readonly Lane[],
): Promise<LaneOutcome[]> => {
  try {
    return await applyOnce(client, applying, lanes, false)
  } catch (error) {
    if (!isRepeated(error)) throw error
    await client.query('ROLLBACK')
    return applyOnce(client, applying, lanes, true)
  }
}

const applyOnce = async (
  client: PoolClient,
  applying: Applying,
  lanes: readonly Lane[],
  asks: boolean,
): Promise<LaneOutcome[]> => {
  const schema = schemaOf(lanes)
  const owners = lanes.map(({ owner }) => owner)
  const standings = await enterFence(client, schema, owners)
  const due = lanes.flatMap((lane, at) => dueOf(lane, standings[at]))
  const isFenced = (at: number): boolean => standings[at]?.kind !== 'owner'
  if (due.length === 0) {
    await client.query('ROLLBACK')
    return lanes.map((_, at) => (isFenced(at) ? 'fenced' : 'applied'))
  }
  const chunk = openChunk(due.reduce((sum, { records }) => sum + records.length, 0))
  const working = due.map((one) => ({ ...one, gathering: gatheringOf(client, applying, one, chunk, asks) }))
  await pipelined(client, () => working.map(fold))
  addStates(chunk.rest, working.flatMap(({ gathering }) => [...gathering.incidents.values()])) // prettier-ignore
  const moves = working.map(moveOf)
  if (!(await commitChunk(client, schema, chunk, moves, applying.live))) return lanes.map(() => 'fenced')
  for (const { gathering } of working) keep(applying, gathering)
  for (const one of working) applying.onChunk?.(reportOf(one))
  const inPart = working.filter(({ records, gathering }) => gathering.folded.records < records.length)
  return owners.map((owner, at) => {
    if (isFenced(at)) return 'fenced'
    return inPart.some((one) => one.owner === owner) ? 'in part' : 'applied'
  })
}

const schemaOf = ([lane]: readonly Lane[]): string => {
  if (lane === undefined) throw new RangeError('there is nothing to apply')
  return lane.owner.schema
}

/** What of a lane is to be folded, and where its checkpoint stands. */
type Due = Lane & { readonly from: number; readonly policy: Policy }
type Working = Due & { readonly gathering: Gathering }

const dueOf = ({ owner, records }: Lane, standing: Standing | undefined): Due[] => {
  if (standing?.kind !== 'owner') return []
  const fresh = recordsFrom(records, standing.next)
  return fresh.length === 0 ? [] : [{ owner, records: fresh, from: standing.next, policy: standing.policy }]
}

const gatheringOf = (
  client: PoolClient,
  { cache, sha256 }: Applying,
  { owner, policy }: Due,
  chunk: Chunk,
  asks: boolean,
): Gathering => ({
  ...{ client, cache, owner, folding: { sha256, policy }, chunk, asks },
  ...{ folded: { records: 0, events: 0, refused: 0, quarantined: 0 }, incidents: new Map(), seen: new Set() },
})

const fold = async ({ records, gathering }: Working): Promise<void> => {
  for (let at = 0; at < records.length; at += pieceSize)
    if (!(await foldPiece(gathering, records.slice(at, at + pieceSize)))) return
}

const moveOf = ({ owner: { partition, epoch }, from, gathering }: Working): CheckpointMove => ({
  ...{ partition, epoch, expected: from, next: from + gathering.folded.records },
})

const keep = ({ cache }: Applying, { incidents, owner }: Gathering): void => {
  for (const { incident } of incidents.values()) cache.put(incident, owner)
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

const reportOf = ({ owner: { partition }, from, gathering: { folded } }: Working): ChunkReport => {
  const { records, events, refused, quarantined } = folded
  const repeated = records - events - refused - quarantined
  return { partition, next: from + records, events, refused, quarantined, repeated }
}
