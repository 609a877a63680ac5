import type { ClientBase } from 'pg'
import type { DecidedPlace } from '../decide-chunk.js'
import { headersText } from '../headers.js'
import { run, type Statement } from '../statement.js'

// All values travel as one: in an array each would be written out in hexadecimal digits, and read from them again.
const insert: Statement = {
  name: 'filing_write_all_outgoing',
  text: `INSERT INTO filing.outgoing (source, source_partition, topic, key, value, headers)
    SELECT source, source_partition, topic, key, substring($5::bytea FROM start FOR size), headers
    FROM unnest($1::text[], $2::int[], $3::text[], $4::bytea[], $6::int[], $7::int[], $8::text[]) WITH ORDINALITY
      AS new(source, source_partition, topic, key, start, size, headers, place)
    ORDER BY place RETURNING id`,
}

/** Keeps records that must be appended until Kafka has acknowledged them; answers their ids. */
export const writeOutgoing = async (client: ClientBase, decided: readonly DecidedPlace[]): Promise<string[]> => {
  const places = decided.flatMap(({ place, outgoing }) => outgoing.map(() => place))
  const records = decided.flatMap(({ outgoing }) => outgoing)
  if (records.length === 0) return []
  const values = records.map(({ value }) => value)
  const rows = await run<{ id: string }>(client, insert, [
    places.map(({ source }) => source),
    places.map(({ partition }) => partition),
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
