import type { ClientBase } from 'pg'
import type { OutgoingRecord, Source } from '../chunk.js'
import { headersText } from '../headers.js'
import { run, type Statement } from '../statement.js'

// All values travel as one: in an array each would be written out in hexadecimal digits, and read from them again.
const insert: Statement = {
  name: 'filing_write_outgoing_values',
  text: `INSERT INTO filing.outgoing (source, source_partition, topic, key, value, headers)
    SELECT $1, $2, topic, key, substring($5::bytea FROM start FOR size), headers
    FROM unnest($3::text[], $4::bytea[], $6::int[], $7::int[], $8::text[]) WITH ORDINALITY
      AS new(topic, key, start, size, headers, place)
    ORDER BY place RETURNING id`,
}

/** Keeps records that must be appended until Kafka has acknowledged them; answers their ids. */
export const writeOutgoing = async (
  client: ClientBase,
  { source, partition }: { readonly source: Source; readonly partition: number },
  records: readonly OutgoingRecord[],
): Promise<string[]> => {
  if (records.length === 0) return []
  const values = records.map(({ value }) => value)
  const rows = await run<{ id: string }>(client, insert, [
    source,
    partition,
    records.map(({ topic }) => topic),
    records.map(({ key }) => key),
    Buffer.concat(values.flatMap((value) => value ?? [])),
    startsOf(values),
    values.map((value) => value?.length ?? null),
    records.map(({ headers }) => (Object.keys(headers).length === 0 ? null : headersText(headers))),
  ])
  return rows.map(({ id }) => id)
}

/** Where each value begins in all of them together, counted from 1 as SQL does; null for one that is none. */
const startsOf = (values: readonly (Buffer | null)[]): (number | null)[] => {
  let start = 1
  return values.map((value) => {
    if (value === null) return null
    start += value.length
    return start - value.length
  })
}
