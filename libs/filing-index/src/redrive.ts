import type { Pool } from 'pg'
import type { OutgoingRecord } from './chunk.js'
import { FilingIndexError } from './filing-index-error.js'
import { headersOf } from './headers.js'

type Row = { topic: string; key: Buffer | null; value: Buffer | null; headers: string }

/**
 * Appends the original key, bytes and headers of a quarantined record to its raw topic again and marks it as redriven.
 * Answers what `append` answers. Throws {@link FilingIndexError} `FILING_NOT_QUARANTINED` for an unknown id.
 */
export const redriveQuarantine = async <Appended>(
  pool: Pool,
  id: string,
  append: (records: readonly OutgoingRecord[]) => Promise<Appended>,
): Promise<Appended> => {
  const { rows } = await pool.query<Row>('SELECT topic, key, value, headers FROM filing.quarantine WHERE id = $1', [id])
  const row = rows[0]
  if (row === undefined) throw new FilingIndexError('FILING_NOT_QUARANTINED', `nothing is quarantined under ${id}`)
  const appended = await append([{ ...row, headers: headersOf(row.headers) }])
  await pool.query('UPDATE filing.quarantine SET redriven_at = now() WHERE id = $1', [id])
  return appended
}
