import type { ClientBase, Pool } from 'pg'

/** The next offset of every partition of a version. */
export const nextOffsets = async (db: Pool | ClientBase, schema: string): Promise<Map<number, number>> => {
  const { rows } = await db.query<{ log_partition: number; next_offset: string }>(
    `SELECT log_partition, next_offset FROM ${schema}.checkpoint`,
  )
  return new Map(rows.map((row) => [row.log_partition, Number(row.next_offset)]))
}
