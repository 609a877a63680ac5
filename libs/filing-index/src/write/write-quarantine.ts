import type { ClientBase } from 'pg'
import type { DecidedPlace } from '../decide-chunk.js'
import { onePerRecord } from '../quarantine-record.js'
import { headersText } from '../headers.js'
import { write, type Statement } from '../statement.js'

const quarantine: Statement = {
  name: 'filing_write_all_quarantine',
  text: `INSERT INTO filing.quarantine
      (id, topic, log_partition, log_offset, received_at, provider, content_type, key, value, headers, code, reason, problems)
    SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::timestamptz[], $6::text[], $7::text[], $8::bytea[],
      $9::bytea[], $10::text[], $11::text[], $12::text[], $13::text[])
    ON CONFLICT DO NOTHING`,
}

/** Keeps what could not be filed, with its bytes; one row a record, whatever number of its updates went wrong. */
export const writeQuarantine = (client: ClientBase, decided: readonly DecidedPlace[]): Promise<void> => {
  const aside = decided.flatMap(({ place, quarantined }) => onePerRecord(quarantined).map((row) => ({ ...row, place })))
  return write(client, quarantine, aside, (rows) => [
    rows.map(({ place: { source, partition }, record }) => `${source}-${partition}-${record.offset}`),
    rows.map(({ place }) => place.topic),
    rows.map(({ place }) => place.partition),
    rows.map(({ record }) => record.offset),
    rows.map(({ record }) => record.receivedAt),
    rows.map(({ record }) => storable(record.provider)),
    rows.map(({ record }) => storable(record.contentType)),
    rows.map(({ record }) => record.key),
    rows.map(({ record }) => record.value),
    rows.map(({ record }) => headersText(record.headers)),
    rows.map(({ code }) => code),
    rows.map(({ reason }) => storable(reason)),
    rows.map(({ problems }) => JSON.stringify(problems)),
  ])
}

const storable = (text: string | null): string | null => text?.replaceAll('\u0000', '?') ?? null
