import type { Reader } from './database-reader.js'
import { revisionColumns, revisionItems, type RevisionItem, type RevisionRow } from './revision-item.js'

export type FeedItem = {
  readonly partition: number
  readonly offset: number
  readonly item: RevisionItem
  /** True where it changed what may be shown of revisions before it: a kill, a hold or a release. */
  readonly veils: boolean
  /** Under which policy the changes were made. */
  readonly policy: string
}

const veils = `(EXISTS (SELECT FROM desk.effect e WHERE e.incident_id = r.incident_id AND e.revision = r.revision AND e.kind = 'kill')
  OR EXISTS (SELECT FROM desk.wire_update h WHERE h.incident_id = r.incident_id AND h.revision = r.revision AND h.action IN ('hold', 'release')))`

const sql = `SELECT ${revisionColumns}, r.policy, ${veils} AS veils FROM desk.revision r WHERE r.log_partition = $1 AND r.log_offset >= $2
  AND ($3::text IS NULL OR r.incident_id = $3) ORDER BY r.log_offset LIMIT $4`

/**
 * Revisions of one partition from an offset on. Rows of a partition become visible in the order of their offsets, with
 * the checkpoint, so that following this order misses nothing; an order over a sequence would.
 */
export const revisionFeed = async (
  db: Reader,
  topic: string,
  partition: number,
  from: number,
  incident: string | null,
  limit: number,
): Promise<FeedItem[]> => {
  const { rows } = await db.query<RevisionRow & Pick<FeedItem, 'veils' | 'policy'>>({
    name: 'revision-feed',
    text: sql,
    values: [partition, from, incident, limit],
  })
  const items = await revisionItems(db, rows, topic)
  return rows.flatMap(({ log_offset, veils: veiling, policy }, index) => {
    const item = items[index]
    return item === undefined ? [] : [{ partition, offset: Number(log_offset), item, veils: veiling, policy }]
  })
}

/** Where the live projection is: next offset by partition. */
export const projectedOffsets = async (db: Reader): Promise<Map<number, number>> => {
  const { rows } = await db.query<{ log_partition: number; next_offset: string }>({
    name: 'projected-offsets',
    text: 'SELECT log_partition, next_offset FROM desk.checkpoint ORDER BY log_partition',
  })
  return new Map(rows.map((row) => [row.log_partition, Number(row.next_offset)]))
}

/** The partitions there are by now, and the policy of the version that shows them. */
export type ServedPartitions = { readonly partitions: readonly number[]; readonly policy: string }

/** Which partitions the live projection has; what is shown of each is its alone until the next switch. */
export const servedPartitions = async (db: Reader): Promise<ServedPartitions> => {
  const { rows } = await db.query<{ log_partition: number; policy: string }>({
    name: 'served-partitions',
    text: 'SELECT log_partition, policy FROM desk.checkpoint ORDER BY log_partition',
  })
  return { partitions: rows.map((row) => row.log_partition), policy: rows[0]?.policy ?? '' }
}
