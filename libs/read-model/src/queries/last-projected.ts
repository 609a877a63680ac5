import type { Pool } from 'pg'
import { utc } from '../utc.js'

export type LastProjected = { readonly offset: number; readonly recordedAt: string }

/** The newest revision's place in each partition, and when the log recorded it; partitions without one are left out. */
export const lastProjected = async (
  pool: Pool,
  schema: string,
  partitions: readonly number[],
): Promise<Map<number, LastProjected>> => {
  const { rows } = await pool.query<{ partition: number; log_offset: string; recorded_at: string }>(
    `SELECT p AS partition, r.log_offset, ${utc('r.recorded_at')} AS recorded_at FROM unnest($1::int[]) AS p
     CROSS JOIN LATERAL (SELECT log_offset, incident_id, revision FROM ${schema}.event WHERE log_partition = p ORDER BY log_offset DESC LIMIT 1) AS e
     JOIN ${schema}.revision r ON r.incident_id = e.incident_id AND r.revision = e.revision`,
    [partitions],
  )
  return new Map(rows.map((row) => [row.partition, { offset: Number(row.log_offset), recordedAt: row.recorded_at }]))
}
