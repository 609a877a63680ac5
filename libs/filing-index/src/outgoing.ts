import type { Pool } from 'pg'
import type { OutgoingRecord, Source } from './chunk.js'
import { headersOf } from './headers.js'
import { bound, numberList, type Bound, type Statement } from './statement.js'

/** Records in the order they must be appended, and the ids to forget once Kafka has acknowledged all of them. */
export type Outgoing = { readonly ids: readonly string[]; readonly records: readonly OutgoingRecord[] }

type Row = { id: string; topic: string; key: Buffer | null; value: Buffer | null; headers: string | null }

/**
 * What was decided on for a partition and perhaps never appended: to be appended by its owner before anything else,
 * after a start, a takeover or a failed append. Appending it twice does no harm, the fold drops events by id.
 */
export const leftOutgoing = async (pool: Pool, source: Source, partition: number, limit = 1000): Promise<Outgoing> => {
  const { rows } = await pool.query<Row>(
    `SELECT id, topic, key, value, headers FROM filing.outgoing WHERE source = $1 AND source_partition = $2 ORDER BY id LIMIT $3`,
    [source, partition, limit],
  )
  return {
    ids: rows.map(({ id }) => id),
    records: rows.map(({ topic, key, value, headers }) => ({ topic, key, value, headers: headersOf(headers) })),
  }
}

const forget: Statement = {
  name: 'filing_forget_outgoing',
  text: 'DELETE FROM filing.outgoing WHERE id = ANY($1::bigint[])',
}

/** The statement that forgets records, for a transaction that has other things to do as well. */
export const forgetting = (ids: readonly string[]): Bound => bound(forget, [numberList(ids)])

/** Forgets records that Kafka has acknowledged. Never call it before. */
export const forgetOutgoing = async (pool: Pool, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  await pool.query({ ...forget, values: [ids] })
}
