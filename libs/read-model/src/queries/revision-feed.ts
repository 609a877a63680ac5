import type { Reader } from './database-reader.js'
import { revisionColumns, revisionItem, type RevisionItem, type RevisionRow } from './revision-item.js'

export type FeedItem = { readonly partition: number; readonly offset: number; readonly item: RevisionItem }

const sql = `SELECT ${revisionColumns} FROM desk.revision r WHERE r.log_partition = $1 AND r.log_offset >= $2
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
  const { rows } = await db.query<RevisionRow>({
    name: 'revision-feed',
    text: sql,
    values: [partition, from, incident, limit],
  })
  return rows.map((row) => ({ partition, offset: Number(row.log_offset), item: revisionItem(row, topic) }))
}

/** Where the live projection is: next offset by partition. */
export const projectedOffsets = async (db: Reader): Promise<Map<number, number>> => {
  const { rows } = await db.query<{ log_partition: number; next_offset: string }>({
    name: 'projected-offsets',
    text: 'SELECT log_partition, next_offset FROM desk.checkpoint ORDER BY log_partition',
  })
  return new Map(rows.map((row) => [row.log_partition, Number(row.next_offset)]))
}
