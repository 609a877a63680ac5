import type { ClientBase } from 'pg'
import type { OutgoingRecord, Source } from '../chunk.js'
import { headersText } from '../headers.js'
import { run, type Statement } from '../statement.js'

const insert: Statement = {
  name: 'filing_write_outgoing',
  text: `INSERT INTO filing.outgoing (source, source_partition, topic, key, value, headers)
    SELECT $1, $2, topic, key, value, headers
    FROM unnest($3::text[], $4::bytea[], $5::bytea[], $6::text[]) WITH ORDINALITY AS new(topic, key, value, headers, place)
    ORDER BY place RETURNING id`,
}

/** Keeps records that must be appended until Kafka has acknowledged them; answers their ids. */
export const writeOutgoing = async (
  client: ClientBase,
  { source, partition }: { readonly source: Source; readonly partition: number },
  records: readonly OutgoingRecord[],
): Promise<string[]> => {
  if (records.length === 0) return []
  const rows = await run<{ id: string }>(client, insert, [
    source,
    partition,
    records.map(({ topic }) => topic),
    records.map(({ key }) => key),
    records.map(({ value }) => value),
    records.map(({ headers }) => (Object.keys(headers).length === 0 ? null : headersText(headers))),
  ])
  return rows.map(({ id }) => id)
}
