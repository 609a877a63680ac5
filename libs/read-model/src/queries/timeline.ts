import { compareBytes, type Json } from '#eventing'
import { decodeEvent } from '#incident'
import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'
import { veilsOfIncident, type Veil } from './veil.js'

export type TimelineItem = {
  readonly saidAt: string
  readonly recordedAt: string
  readonly revision: number
  readonly eventType: string
  readonly updateId: string | null
  readonly provider: string | null
  readonly action: string
  readonly headline: string | null
  /** Whether the update was killed, or is held: then its words are not shown. */
  readonly killed?: true
  readonly held?: true
  readonly claims: readonly {
    readonly id: string
    readonly fact: string
    readonly value: Json
    readonly speaker: string
  }[]
  /** Of an overrule: the claims, by whom and why. */
  readonly overruled: readonly { readonly claim: string; readonly by: string; readonly reason: string | null }[]
  readonly position: string
}

type Row = Pick<TimelineItem, 'saidAt' | 'recordedAt' | 'revision' | 'eventType' | 'updateId'> & {
  readonly document: string
  readonly overruled: TimelineItem['overruled'] | null
  readonly partition: number
  readonly offset: string
}

const sql = `SELECT ${utc('r.said_at')} AS "saidAt", ${utc('r.recorded_at')} AS "recordedAt", r.revision, r.event_type AS "eventType",
  r.update_id AS "updateId", r.log_partition AS partition, r.log_offset AS offset, r.document,
  (SELECT json_agg(json_build_object('claim', e.target, 'by', e.cause, 'reason', e.reason)) FROM desk.effect e
     WHERE e.incident_id = r.incident_id AND e.revision = r.revision AND e.kind = 'overrule') AS overruled
  FROM desk.event r
  WHERE r.incident_id = $1 AND ($2::timestamptz IS NULL OR (r.said_at, r.revision) > ($2, $3)) ORDER BY r.said_at, r.revision LIMIT $4`

/** What was said and decided, in the order of when it was said. */
export const timeline = async (
  db: Reader,
  topic: string,
  id: string,
  after: readonly [string, number] | null,
  limit: number,
): Promise<TimelineItem[]> => {
  const values = [id, after?.[0] ?? null, after?.[1] ?? null, limit]
  const [{ rows }, veils] = await Promise.all([
    db.query<Row>({ name: 'timeline', text: sql, values }),
    veilsOfIncident(db, id),
  ])
  return rows.map(({ partition, offset, document, overruled, ...row }) => ({
    ...row,
    ...saidIn(document),
    ...veiledWords(veils.get(row.updateId ?? '')),
    overruled: overruled ?? [],
    position: `${topic}/${partition}/${offset}`,
  }))
}

const saidIn = (document: string): Pick<TimelineItem, 'provider' | 'action' | 'headline' | 'claims'> => {
  const decoded = decodeEvent(document)
  if (!decoded.ok || decoded.record.event.type !== 'UpdateFiled')
    return {
      provider: null,
      action: decoded.ok ? editing[decoded.record.event.type] : 'overrule',
      headline: null,
      claims: [],
    }
  const { update, reachesOnly } = decoded.record.event.data
  const { provider, action, headline } = update
  const claims = reachesOnly ? [] : [...update.claims].sort((a, b) => compareBytes(a.id, b.id))
  return {
    provider,
    action,
    headline,
    claims: claims.map(({ id, fact, value, speaker }) => ({ id, fact, value, speaker })),
  }
}

const editing = { UpdateFiled: 'update', ClaimOverruled: 'overrule', UpdatesMovedOut: 'move' }

const veiledWords = (veil: Veil | undefined): Partial<TimelineItem> => {
  if (veil === undefined) return {}
  return { headline: null, ...(veil.killedBy === null ? { held: true } : { killed: true }) }
}
