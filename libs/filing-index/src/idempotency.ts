import type { Pool } from 'pg'

/** How long a request with a key may run before a retry of it takes over, in milliseconds. */
const takeoverMs = 60_000

export type Begun =
  /** First use of the key, or the run before it never came to an end: go on, then finish or abandon. */
  | { readonly state: 'run' }
  | { readonly state: 'done'; readonly answer: string }
  | { readonly state: 'running' }
  /** The key was used with another request. */
  | { readonly state: 'mismatch' }

/** Begins a request with an Idempotency-Key. `fingerprint` stands for everything of it that must be the same again. */
export const beginIdempotent = async (pool: Pool, key: string, fingerprint: string): Promise<Begun> => {
  const { rows } = await pool.query<{ taken: boolean; fingerprint: string; answer: string | null }>(
    `WITH taken AS (
       INSERT INTO filing.idempotency AS old (key, fingerprint, taken_at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (key) DO UPDATE SET taken_at = clock_timestamp()
         WHERE old.answer IS NULL AND old.fingerprint = excluded.fingerprint
           AND old.taken_at < clock_timestamp() - make_interval(secs => $3::float8 / 1000)
       RETURNING true)
     SELECT EXISTS (SELECT FROM taken) AS taken, fingerprint, answer FROM filing.idempotency WHERE key = $1
     UNION ALL SELECT true, $2, NULL FROM taken LIMIT 1`,
    [key, fingerprint, takeoverMs],
  )
  const row = rows[0]
  if (row === undefined) return { state: 'running' }
  if (row.taken) return { state: 'run' }
  if (row.fingerprint !== fingerprint) return { state: 'mismatch' }
  return row.answer === null ? { state: 'running' } : { state: 'done', answer: row.answer }
}

/** Keeps the answer for every later request with the same key and body. */
export const finishIdempotent = async (pool: Pool, key: string, answer: string): Promise<void> => {
  await pool.query('UPDATE filing.idempotency SET answer = $2 WHERE key = $1', [key, answer])
}

/** Frees a key whose request had no outcome worth keeping, so that it can be tried again at once. */
export const abandonIdempotent = async (pool: Pool, key: string): Promise<void> => {
  await pool.query('DELETE FROM filing.idempotency WHERE key = $1 AND answer IS NULL', [key])
}
