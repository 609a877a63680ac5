import type { Pool } from 'pg'
import { FilingIndexError } from './filing-index-error.js'

/**
 * Refuses to file with an index that is empty beside a log of record that is not: every update would be filed and
 * counted a second time. Throws {@link FilingIndexError} `FILING_INDEX_LOST`.
 */
export const checkIndex = async (pool: Pool, log: { readonly events: number }): Promise<void> => {
  if (log.events === 0) return
  const { rows } = await pool.query<{ there: boolean }>(
    `SELECT EXISTS (SELECT FROM filing.update) OR EXISTS (SELECT FROM filing.rebuilt)
       OR EXISTS (SELECT FROM filing.checkpoint WHERE next_offset > 0) AS there`,
  )
  if (rows[0]?.there === true) return
  throw new FilingIndexError(
    'FILING_INDEX_LOST',
    `the log of record holds ${log.events} records, but the filing index is empty: it was lost, or this is another database. ` +
      'Filing now would count every update twice. Restore the database, or rebuild the index from the log of record.',
  )
}
