import type { Pool } from 'pg'

/** Partitions of the wire topic in which an embargo is over by a moment. */
export const duePartitions = async (pool: Pool, at: string): Promise<number[]> => {
  const { rows } = await pool.query<{ log_partition: number }>({
    name: 'filing_due_partitions',
    text: 'SELECT DISTINCT log_partition FROM filing.embargo WHERE until <= $1::timestamptz ORDER BY 1',
    values: [at],
  })
  return rows.map(({ log_partition }) => log_partition)
}
