import type { Pool } from 'pg'

/**
 * Merges new words into the index of full text and answers how many pages of them there were. PostgreSQL keeps them aside
 * at first, and every search reads through them; left alone, whoever writes beyond 4 MB merges all of them, which held a
 * live event up for 0.1 to 0.2 s. Writers do not wait for this. Throws what `pg` throws.
 */
export const mergeWords = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ pages: string }>('SELECT search.merge_words() AS pages')
  return Number(rows[0]?.pages ?? 0)
}
