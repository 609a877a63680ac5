import type { DecidedPlace } from '../decide-chunk.js'
import { headersText } from '../headers.js'
import { bound, type Bound, type Statement } from '../statement.js'

// All values travel as one: in an array each would be written out in hexadecimal digits, and read from them again.
const insert: Statement = {
  name: 'filing_write_all_outgoing',
  text: `INSERT INTO filing.outgoing (source, source_partition, topic, key, value, headers)
    SELECT source, source_partition::int, topic, decode(key, 'hex'), substring($5::bytea FROM start::int FOR size::int), headers
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $6::text[], $7::text[], $8::text[]) WITH ORDINALITY
      AS new(source, source_partition, topic, key, start, size, headers, place)
    ORDER BY place RETURNING id`,
}

/** Keeps records that must be appended until Kafka has acknowledged them; its rows are their ids, in order. */
export const writeOutgoing = (decided: readonly DecidedPlace[]): readonly Bound[] => {
  const places = decided.flatMap(({ place, outgoing }) => outgoing.map(() => place))
  const records = decided.flatMap(({ outgoing }) => outgoing)
  if (records.length === 0) return []
  const values = records.map(({ value }) => value)
  return [
    bound(insert, [
      places.map(({ source }) => source),
      places.map(({ partition }) => String(partition)),
      records.map(({ topic }) => topic),
      records.map(({ key }) => key?.toString('hex') ?? null),
      Buffer.concat(values.flatMap((value) => value ?? [])),
      startsOf(values),
      values.map((value) => (value === null ? null : String(value.length))),
      records.map(({ headers }) => (Object.keys(headers).length === 0 ? null : headersText(headers))),
    ]),
  ]
}

/** Where each value begins in all of them together, counted from 1 as SQL does; null for one that is none. */
const startsOf = (values: readonly (Buffer | null)[]): (string | null)[] => {
  let start = 1
  return values.map((value) => {
    if (value === null) return null
    start += value.length
    return String(start - value.length)
  })
}
