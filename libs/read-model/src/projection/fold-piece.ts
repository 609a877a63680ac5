import type { PoolClient } from 'pg'
import { mayBeRefiled, needsWhole } from '#incident'
import { addToChunk, type Chunk } from './chunk.js'
import { foldChunk } from './fold-chunk.js'
import type { CacheOwner, IncidentCache } from './incident-cache.js'
import { loadIncidents, loadWholeIncidents, type Folding } from './load-incidents.js'
import type { ProjectedRecord, ReadEvent } from './read-record.js'
import { readRecords, unseen } from './read-records.js'
import { refiledKey, seenEvents, type AskedUpdate, type Seen } from './seen-events.js'
import { incidentIn, touch, type Touched } from './touched.js'

/** What the pieces of one partition share: whose they are, what was folded so far, and into which incidents. */
export type Gathering = {
  readonly client: PoolClient
  readonly cache: IncidentCache
  readonly owner: CacheOwner
  readonly folding: Folding
  /** Where the rows go; those of other partitions may be there too. */
  readonly chunk: Chunk
  readonly folded: Folded
  readonly incidents: Map<string, Touched>
  /** Ids of the chunk's events, and of those that the partition had before. */
  readonly seen: Set<string>
  /**
   * Whether the tables are asked about every event. Events that were written before are rare, and their key gives them
   * away; only what the fold may refuse has to be asked about, because a refusal depends on when it is folded.
   */
  readonly asks: boolean
}

/** How much of a partition was folded, and what it came to. */
export type Folded = { records: number; events: number; refused: number; quarantined: number }

/**
 * Reads and folds the records that follow those of the chunk, without the events that the partition has already. False
 * where an incident of the chunk would have to be loaded whole for them: that takes a new chunk, because the tables know
 * it only as it was before this one.
 */
export const foldPiece = async (gathering: Gathering, records: readonly ProjectedRecord[]): Promise<boolean> => {
  const { chunk, folded, incidents, folding } = gathering
  const { events: decoded, poisons } = readRecords(records)
  await gather(gathering, decoded)
  const before = await whatCameBefore(gathering, decoded)
  for (const id of before.events) gathering.seen.add(id)
  const events = unseen(decoded, gathering.seen)
  if (!(await completeIncidents(gathering, byIncident(events), before))) return false
  const rows = foldChunk(events, poisons, (id) => incidentIn(incidents, id, folding))
  addToChunk(chunk, records.length, rows)
  folded.records += records.length
  folded.events += rows.revisions.length
  folded.refused += rows.refused.length
  folded.quarantined += rows.poisons.length
  return true
}

/** Brings the incidents of a piece that the chunk does not hold yet: out of the cache for good, or from the tables. */
const gather = async (
  { client, cache, owner, folding, incidents }: Gathering,
  events: readonly ReadEvent[],
): Promise<void> => {
  const missing = new Set<string>()
  for (const { recorded } of events) {
    const { stream } = recorded
    if (incidents.has(stream) || missing.has(stream)) continue
    const cached = cache.take(stream, owner)
    if (cached === undefined) missing.add(stream)
    else incidents.set(stream, touch(cached))
  }
  if (missing.size === 0) return
  for (const [id, incident] of await loadIncidents(client, owner.schema, [...missing], folding))
    incidents.set(id, touch(incident))
}

const whatCameBefore = ({ client, owner, incidents, asks }: Gathering, events: readonly ReadEvent[]): Promise<Seen> => {
  const ids: string[] = []
  const updates: AskedUpdate[] = []
  for (const { recorded } of events) {
    const { id: eventId, stream, event } = recorded
    if (asks || event.type === 'ClaimOverruled') ids.push(eventId)
    if (event.type !== 'UpdateFiled') continue
    const incident = incidents.get(stream)?.incident
    const { updateId, provider, item } = event.data.update
    if (incident !== undefined && !incident.ledger.whole && mayBeRefiled(incident, updateId))
      updates.push({ updateId, provider, item, stream })
  }
  return seenEvents(client, owner.schema, owner.partition, ids, updates)
}

type ByIncident = ReadonlyMap<string, ReadEvent['recorded'][]>

/** Loads whole those that know too little for their events; false where the tables do not know what was folded into one. */
const completeIncidents = async (
  { client, owner, folding, incidents }: Gathering,
  events: ByIncident,
  { refiled }: Seen,
): Promise<boolean> => {
  const lacking: string[] = []
  for (const [id, own] of events) {
    const touched = incidents.get(id)
    if (touched === undefined) continue
    const { incident, revision } = touched
    if (!needsWhole(incident, own, (updateId) => refiled.has(refiledKey(id, updateId)))) continue
    if (incident.revision > revision) return false
    lacking.push(id)
  }
  for (const [id, incident] of await loadWholeIncidents(client, owner.schema, lacking, folding))
    incidents.set(id, touch(incident))
  return true
}

const byIncident = (events: readonly ReadEvent[]): ByIncident => {
  const groups = new Map<string, ReadEvent['recorded'][]>()
  for (const { recorded } of events) {
    const group = groups.get(recorded.stream)
    if (group === undefined) groups.set(recorded.stream, [recorded])
    else group.push(recorded)
  }
  return groups
}
