import type { Pool } from 'pg'
import { liveProjection } from '../schema/registry.js'
import { searchLimit } from './search-rows.js'

// Few enough that nobody waits long for the row of the checkpoint.
const atATime = 1000

/**
 * Brings full text up to where the live projection is, some hundred events at a time, and answers how many events it
 * took up. Small live chunks bring their words themselves; what a large one left out is made up for here. Safe to call
 * from several processes at once. Aborting stops between two transactions. Throws what `pg` throws.
 */
export const catchUpSearch = async (pool: Pool, signal?: AbortSignal): Promise<number> => {
  const { schema } = await liveProjection(pool)
  let events = 0
  const { rows } = await pool.query<{ log_partition: number }>(
    `SELECT c.log_partition FROM ${schema}.checkpoint c JOIN search.checkpoint s USING (log_partition)
     WHERE s.next_offset < c.next_offset ORDER BY 1`,
  )
  for (const { log_partition: partition } of rows) {
    for (;;) {
      if (signal?.aborted === true) return events
      const moved = await takeUp(pool, schema, partition)
      events += moved
      if (moved < atATime) break
    }
  }
  return events
}

// Whoever waited for the row looks at it again, and takes up nothing where it has moved past the projection it saw.
const sql = (schema: string): string => `
WITH place AS (
  SELECT s.next_offset AS first, least(c.next_offset, s.next_offset + ${atATime}) AS upto
  FROM search.checkpoint s JOIN ${schema}.checkpoint c USING (log_partition)
  WHERE s.log_partition = $1 AND s.next_offset < c.next_offset FOR UPDATE OF s
), documents AS (
  INSERT INTO search.document (log_partition, log_offset, incident_id, words)
  SELECT e.log_partition, e.log_offset, e.incident_id, to_tsvector('simple', left(concat_ws(E'\\n',
    e.document::json #>> '{data,update,headline}', e.document::json #>> '{data,update,text}'), ${searchLimit}))
  FROM ${schema}.event e, place WHERE e.log_partition = $1 AND e.log_offset >= place.first AND e.log_offset < place.upto AND e.head
)
UPDATE search.checkpoint s SET next_offset = place.upto FROM place WHERE s.log_partition = $1 RETURNING place.upto - place.first AS moved`

const takeUp = async (pool: Pool, schema: string, partition: number): Promise<number> => {
  const { rows } = await pool.query<{ moved: string }>(sql(schema), [partition])
  return Number(rows[0]?.moved ?? 0)
}
