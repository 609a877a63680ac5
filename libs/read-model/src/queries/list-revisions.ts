import type { Reader } from './database-reader.js'
import { revisionColumns, revisionItems, type RevisionItem, type RevisionRow } from './revision-item.js'

// Their numbers have no gaps, so a page is known by its ends, and nothing beyond it is looked at.
const sql = `SELECT ${revisionColumns} FROM desk.revision r WHERE r.incident_id = $1 AND r.revision > $2
  AND r.revision <= $2::bigint + $3 ORDER BY r.revision LIMIT $3`

/** Revisions of one incident after a number, oldest first. */
export const listRevisions = async (
  db: Reader,
  topic: string,
  id: string,
  after: number,
  limit: number,
): Promise<readonly RevisionItem[]> => {
  const { rows } = await db.query<RevisionRow>({ name: 'list-revisions', text: sql, values: [id, after, limit] })
  return revisionItems(db, rows, topic)
}
