import { formatPosition } from '#eventing'
import type { RevisionRow } from '../projection/rows.js'
import { kindOf } from '../projection/tables.js'
import type { Mismatch } from '../rebuild/compare.js'
import type { PartitionJob } from './partition-job.js'

/** Offsets of the partition, the end not among them. */
export type OffsetRange = { readonly first: number; readonly end: number }

type StoredRevision = {
  readonly incident_id: string
  readonly revision: number
  readonly event_id: string
  readonly kind: string
  readonly update_id: string | null
  readonly log_offset: string
  readonly said_at: Date
  readonly received_at: Date
  readonly recorded_at: Date
  readonly changes: string
  readonly hash: string
  readonly snapshot: string | null
  readonly last_said_at: Date | null
  readonly said_from: Date | null
  readonly said_until: Date | null
  readonly stepped_from: Date | null
}

const sql = (schema: string): string => `
SELECT r.incident_id, r.revision, r.event_id, r.kind, e.update_id, r.log_offset, r.said_at, r.received_at, r.recorded_at, r.changes,
  encode(r.hash, 'hex') AS hash, r.snapshot, r.last_said_at, r.said_from, r.said_until, r.stepped_from
FROM ${schema}.event e JOIN ${schema}.revision r ON r.incident_id = e.incident_id AND r.revision = e.revision
WHERE e.log_partition = $1 AND e.log_offset >= $2 AND e.log_offset < $3 ORDER BY e.log_offset`

/** Compares every column of the stored revisions of a range with what the fold says they must be. */
export const compareRevisions = async (
  { client, schema, topic, partition }: PartitionJob,
  { first, end }: OffsetRange,
  due: readonly RevisionRow[],
): Promise<Mismatch[]> => {
  const { rows } = await client.query<StoredRevision>(sql(schema), [partition, first, end])
  const stored = new Map(rows.map((row) => [Number(row.log_offset), row]))
  const mismatches: Mismatch[] = []
  const at = (offset: number): string => formatPosition({ topic, partition, offset })
  for (const row of due) {
    const { offset } = row.recorded.position
    const what = difference(stored.get(offset), row)
    stored.delete(offset)
    if (what === undefined) continue
    mismatches.push({
      incident: row.recorded.stream,
      revision: row.revised.revision,
      eventId: row.recorded.id,
      position: at(offset),
      what,
    })
  }
  for (const [offset, row] of stored) {
    mismatches.push({
      incident: row.incident_id,
      revision: row.revision,
      eventId: row.event_id,
      position: at(offset),
      what: 'a revision that the log does not make',
    })
  }
  return mismatches
}

const difference = (
  stored: StoredRevision | undefined,
  { recorded, revised, steppedFrom, snapshot, lastSaidAt }: RevisionRow,
): string | undefined => {
  if (stored === undefined) return 'the revision is missing'
  const pairs: readonly (readonly [string, string | number | null, string | number | null])[] = [
    ['hash', stored.hash, revised.hash],
    ['changes', stored.changes, revised.changesText],
    ['incident', stored.incident_id, recorded.stream],
    ['number', stored.revision, revised.revision],
    ['event id', stored.event_id, recorded.id],
    ['event type', stored.kind, kindOf(recorded.event.type)],
    ['offset', Number(stored.log_offset), recorded.position.offset],
    ['update id', stored.update_id, revised.updateId],
    ['snapshot', stored.snapshot, snapshot],
    ['said time', stored.said_at.getTime(), Date.parse(revised.saidAt)],
    ['received time', stored.received_at.getTime(), Date.parse(revised.receivedAt)],
    ['last said time', stored.last_said_at?.getTime() ?? null, epochOrNull(lastSaidAt)],
    ['first said time', stored.said_from?.getTime() ?? null, epochOrNull(revised.span?.from)],
    ['span', stored.said_until?.getTime() ?? null, epochOrNull(revised.span?.until)],
    ['step of the clock', stored.stepped_from?.getTime() ?? null, epochOrNull(steppedFrom)],
    ['recorded time', stored.recorded_at.getTime(), Date.parse(recorded.recordedAt)],
  ]
  const differing = pairs.filter(([, is, must]) => is !== must).map(([name]) => name)
  return differing.length === 0 ? undefined : `the revision's ${differing.join(', ')} differs`
}

const epochOrNull = (time: string | null | undefined): number | null => (time == null ? null : Date.parse(time))
