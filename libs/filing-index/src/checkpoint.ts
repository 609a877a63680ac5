import type { ClientBase, Pool } from 'pg'
import type { Chunk, Place, Source } from './chunk.js'
import { run } from './run.js'
import type { Statement } from './statement.js'

/** Where to go on in a partition, and the epoch that makes every earlier owner's writes fail. */
export type Claimed = { readonly next: number; readonly epoch: number }

/** Takes partitions of a raw topic over: bumps their epochs and answers the next offsets, 0 where nothing was filed. */
export const claimFilerPartitions = async (
  pool: Pool,
  source: Source,
  partitions: readonly number[],
): Promise<Map<number, Claimed>> => {
  const { rows } = await pool.query<{ log_partition: number; next_offset: string; epoch: string }>(
    `INSERT INTO filing.checkpoint AS old (topic, log_partition, next_offset, epoch)
     SELECT $1, p, 0, 1 FROM unnest($2::int[]) AS p
     ON CONFLICT (topic, log_partition) DO UPDATE SET epoch = old.epoch + 1 RETURNING log_partition, next_offset, epoch`,
    [source, [...partitions].sort((a, b) => a - b)],
  )
  return new Map(rows.map((row) => [row.log_partition, { next: Number(row.next_offset), epoch: Number(row.epoch) }]))
}

/** The next offset of a partition as its owner left it; undefined where someone else owns it by now. */
export const ownedCheckpoint = async (
  pool: Pool,
  { source, partition, epoch }: Pick<Chunk, 'source' | 'partition' | 'epoch'>,
): Promise<number | undefined> => {
  const { rows } = await pool.query<{ next_offset: string }>(
    'SELECT next_offset FROM filing.checkpoint WHERE topic = $1 AND log_partition = $2 AND epoch = $3',
    [source, partition, epoch],
  )
  return rows[0] === undefined ? undefined : Number(rows[0].next_offset)
}

/** The last record before each checkpoint and when Kafka received it; partitions of which nothing was filed are left out. */
export const lastFiled = async (
  pool: Pool,
  source: Source,
  partitions: readonly number[],
): Promise<Map<number, { offset: number; recordedAt: string }>> => {
  const { rows } = await pool.query<{ log_partition: number; next_offset: string; last_received_at: Date }>(
    `SELECT log_partition, next_offset, last_received_at FROM filing.checkpoint
     WHERE topic = $1 AND log_partition = ANY($2::int[]) AND last_received_at IS NOT NULL`,
    [source, partitions],
  )
  return new Map(
    rows.map((row) => [
      row.log_partition,
      { offset: Number(row.next_offset) - 1, recordedAt: row.last_received_at.toISOString() },
    ]),
  )
}

const advance: Statement = {
  name: 'filing_advance_all',
  text: `WITH moved AS (UPDATE filing.checkpoint AS c SET next_offset = new.next, last_received_at = new.received_at
      FROM (SELECT topic, log_partition::int, expected::bigint, epoch::bigint, next::bigint, received_at::timestamptz, news
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
        AS sent(topic, log_partition, expected, epoch, next, received_at, news)) AS new
      WHERE c.topic = new.topic AND c.log_partition = new.log_partition AND c.next_offset = new.expected AND c.epoch = new.epoch
      RETURNING new.topic, new.log_partition, new.news)
    SELECT topic AS source, log_partition AS partition, pg_notify('wireledger', news) FROM moved`,
}

/** The next offset after a chunk. */
export const nextOf = ({ next, records }: Chunk): number => (records.at(-1)?.offset ?? next - 1) + 1

/**
 * Moves the checkpoints of chunks by compare-and-set and tells listeners at commit; answers the chunks whose partition
 * someone else owns.
 */
export const advanceCheckpoints = async (client: ClientBase, chunks: readonly Chunk[]): Promise<readonly Chunk[]> => {
  const moved = await run<{ source: Source; partition: number }>(client, advance, [
    chunks.map(({ source }) => source),
    chunks.map(({ partition }) => String(partition)),
    chunks.map(({ next }) => String(next)),
    chunks.map(({ epoch }) => String(epoch)),
    chunks.map((chunk) => String(nextOf(chunk))),
    chunks.map(({ records }) => records.at(-1)?.receivedAt ?? null),
    chunks.map((chunk) => newsOf(chunk, nextOf(chunk))),
  ])
  const isMoved = (chunk: Chunk): boolean =>
    moved.some(({ source, partition }) => source === chunk.source && partition === chunk.partition)
  return chunks.filter((chunk) => !isMoved(chunk))
}

const newsOf = ({ topic, partition }: Place, next: number): string =>
  JSON.stringify({ filing: true, topic, partition, next })

const hold: Statement = {
  name: 'filing_hold',
  text: `WITH held AS (SELECT next_offset FROM filing.checkpoint WHERE topic = $1 AND log_partition = $2 AND epoch = $3 FOR UPDATE)
    SELECT pg_notify('wireledger', json_build_object('filing', true, 'topic', $4::text, 'partition', $2::int, 'next', next_offset)::text)
    FROM held`,
}

/** Tells listeners at commit that something was filed without a step of the checkpoint; false where it is not ours. */
export const holdCheckpoint = async (
  client: ClientBase,
  { source, topic, partition, epoch }: Place & Pick<Chunk, 'epoch'>,
): Promise<boolean> => (await run(client, hold, [source, partition, epoch, topic])).length === 1
