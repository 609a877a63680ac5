import { decodeEvent, itemKey, partsOfUpdate, type Effect, type StoredClaim, type UpdateHead } from '#incident'
import { effectColumns, effectOf, type EffectRow } from '../effect-row.js'
import type { Reader } from './database-reader.js'

/** A claim and the revision that brought it. */
export type PlacedClaim = StoredClaim & {
  readonly revision: number
  readonly partition: number
  readonly offset: number
}

export type Parts = {
  readonly claims: readonly PlacedClaim[]
  readonly effects: readonly Effect[]
  readonly heads: readonly UpdateHead[]
}

type EventRow = {
  readonly revision: number
  readonly log_partition: number
  readonly log_offset: string
  readonly document: string
}

/** The last time that an item was moved to another incident. */
type MoveRow = { readonly provider: string; readonly item: string; readonly revision: number }

// Null as the moment takes everything: a null comparison is not true, and the OR before it is.
const known = `($2::timestamptz IS NULL OR recorded_at <= $2)`
const said = `($3::timestamptz IS NULL OR said_at <= $3)`

const eventsSql = `SELECT revision, log_partition, log_offset, document FROM desk.event
  WHERE incident_id = $1 AND update_id IS NOT NULL AND ${known} ORDER BY revision`

const knownRevision = `($2::timestamptz IS NULL OR revision IN
    (SELECT r.revision FROM desk.state_change r WHERE r.incident_id = $1 AND r.recorded_at <= $2))`

const effectsSql = `SELECT ${effectColumns} FROM desk.effect
  WHERE incident_id = $1 AND kind <> 'move' AND ${said} AND ${knownRevision} ORDER BY revision`

const movesSql = `SELECT provider, item, max(revision) AS revision FROM desk.effect
  WHERE incident_id = $1 AND kind = 'move' AND ${knownRevision} GROUP BY provider, item`

/** What was filed to an incident: recorded by `knownAt` and said by `asOf`, where they are given. */
export const incidentParts = async (
  db: Reader,
  id: string,
  knownAt: string | null,
  asOf: string | null,
): Promise<Parts> => {
  const [events, effects, moves] = await Promise.all([
    db.query<EventRow>({ name: 'incident-events', text: eventsSql, values: [id, knownAt] }),
    db.query<EffectRow>({ name: 'incident-effects', text: effectsSql, values: [id, knownAt, asOf] }),
    db.query<MoveRow>({ name: 'incident-moves', text: movesSql, values: [id, knownAt] }),
  ])
  const movedOut = new Map(moves.rows.map((row) => [itemKey(row), row.revision]))
  const until = asOf === null ? Infinity : Date.parse(asOf)
  const claims: PlacedClaim[] = []
  const heads: UpdateHead[] = []
  const seen = new Set<string>()
  for (const row of events.rows) {
    const decoded = decodeEvent(row.document)
    if (!decoded.ok || decoded.record.event.type !== 'UpdateFiled') continue
    const parts = partsOfUpdate(decoded.record.event.data)
    if (row.revision < (movedOut.get(itemKey(parts.head)) ?? 0)) continue
    const place = { revision: row.revision, partition: row.log_partition, offset: Number(row.log_offset) }
    if (Date.parse(parts.head.saidAt) <= until) heads.push(parts.head)
    for (const claim of parts.claims) {
      if (Date.parse(claim.saidAt) > until || seen.has(claim.id)) continue
      seen.add(claim.id)
      claims.push({ ...claim, ...place })
    }
  }
  return { claims, effects: effects.rows.map(effectOf), heads: firstOfEach(heads) }
}

/** Of an update that was filed twice to one incident, the first counts. */
const firstOfEach = (heads: readonly UpdateHead[]): UpdateHead[] => {
  const ids = new Set<string>()
  return heads.filter(({ updateId }) => !ids.has(updateId) && ids.add(updateId))
}
