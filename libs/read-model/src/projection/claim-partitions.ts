import type { Pool } from 'pg'

/** Where to go on in a partition, and the epoch that makes every earlier owner's writes fail. */
export type Claimed = { readonly next: number; readonly epoch: number }

/**
 * Takes partitions of one version over: bumps their epochs and answers the next offsets, 0 where nothing was projected.
 * Full text gets its place in new ones too, so that their first events can already be found by their words.
 */
export const claimPartitions = async (
  pool: Pool,
  schema: string,
  partitions: readonly number[],
): Promise<Map<number, Claimed>> => {
  const { rows } = await pool.query<{ log_partition: number; next_offset: string; epoch: string }>(
    `WITH searched AS (INSERT INTO search.checkpoint SELECT p, 0 FROM unnest($1::int[]) AS p ON CONFLICT DO NOTHING)
     INSERT INTO ${schema}.checkpoint AS old (log_partition, next_offset, epoch) SELECT p, 0, 1 FROM unnest($1::int[]) AS p
     ON CONFLICT (log_partition) DO UPDATE SET epoch = old.epoch + 1 RETURNING log_partition, next_offset, epoch`,
    [[...partitions].sort((a, b) => a - b)],
  )
  return new Map(rows.map((row) => [row.log_partition, { next: Number(row.next_offset), epoch: Number(row.epoch) }]))
}
