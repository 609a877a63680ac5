import type { Pool } from 'pg'
import type { OutgoingRecord } from './chunk.js'
import { FilingIndexError } from './filing-index-error.js'
import { headersOf } from './headers.js'

type Row = { topic: string; key: Buffer | null; value: Buffer | null; headers: string; received_at: Date }

/** When a record that was driven again had come first, ISO 8601: what it says without a time, it said then. */
export const firstReceivedHeader = 'wire-first-received-at'

/**
 * Appends the original key, bytes and headers of a quarantined record to its raw topic again, with the time at which it
 * came first, and marks it as redriven.
 * Answers what `append` answers. Throws {@link FilingIndexError} `FILING_NOT_QUARANTINED` for an unknown id.
 */
export const redriveQuarantine = async <Appended>(
  pool: Pool,
  id: string,
  append: (records: readonly OutgoingRecord[]) => Promise<Appended>,
): Promise<Appended> => {
  const { rows } = await pool.query<Row>(
    'SELECT topic, key, value, headers, received_at FROM filing.quarantine WHERE id = $1',
    [id],
  )
  const row = rows[0]
  if (row === undefined) throw new FilingIndexError('FILING_NOT_QUARANTINED', `nothing is quarantined under ${id}`)
  const { topic, key, value } = row
  const first = { [firstReceivedHeader]: Buffer.from(row.received_at.toISOString()) }
  const appended = await append([{ topic, key, value, headers: { ...first, ...headersOf(row.headers) } }])
  await pool.query('UPDATE filing.quarantine SET redriven_at = now() WHERE id = $1', [id])
  return appended
}
