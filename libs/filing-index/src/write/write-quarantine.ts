import type { DecidedPlace } from '../decide-chunk.js'
import { onePerRecord } from '../quarantine-record.js'
import { headersText } from '../headers.js'
import { boundRows, type Bound, type Statement } from '../statement.js'

const quarantine: Statement = {
  name: 'filing_write_all_quarantine',
  text: `INSERT INTO filing.quarantine
      (id, topic, log_partition, log_offset, received_at, provider, content_type, key, value, headers, code, reason, problems)
    SELECT id, topic, log_partition::int, log_offset::bigint, received_at::timestamptz, provider, content_type, decode(key, 'hex'),
      decode(value, 'hex'), headers, code, reason, problems
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
      AS new(id, topic, log_partition, log_offset, received_at, provider, content_type, key, value, headers, code, reason, problems)
    ON CONFLICT DO NOTHING`,
}

/** Keeps what could not be filed, with its bytes; one row a record, whatever number of its updates went wrong. */
export const writeQuarantine = (decided: readonly DecidedPlace[]): readonly Bound[] => {
  const aside = decided.flatMap(({ place, quarantined }) => onePerRecord(quarantined).map((row) => ({ ...row, place })))
  return boundRows(
    quarantine,
    aside,
    ({ place: { source, partition }, record }) => `${source}-${partition}-${record.offset}`,
    ({ place }) => place.topic,
    ({ place }) => String(place.partition),
    ({ record }) => String(record.offset),
    ({ record }) => record.receivedAt,
    ({ record }) => storable(record.provider),
    ({ record }) => storable(record.contentType),
    ({ record }) => hexOf(record.key),
    ({ record }) => hexOf(record.value),
    ({ record }) => headersText(record.headers),
    ({ code }) => code,
    ({ reason }) => storable(reason),
    ({ problems }) => JSON.stringify(problems),
  )
}

const hexOf = (bytes: Buffer | null): string | null => bytes?.toString('hex') ?? null

const storable = (text: string | null): string | null => text?.replaceAll('\u0000', '?') ?? null
