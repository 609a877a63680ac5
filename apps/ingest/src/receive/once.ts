import type { Pool } from 'pg'
import { abandonIdempotent, beginIdempotent, finishIdempotent } from '#filing-index'
import { notAvailable, Problem } from '#service'
import { withDatabase } from './with-database.js'

/**
 * Runs a request at most once under its key and gives its first answer to every repetition. Without a key it just runs.
 * The key lives in PostgreSQL, so a request that has one needs it: 503 where it is away.
 */
export const once = async <Answer>(
  pool: Pool,
  key: string | null,
  fingerprint: () => string,
  work: () => Promise<Answer>,
): Promise<Answer> => {
  if (key === null) return work()
  const begun = await inDatabase(() => beginIdempotent(pool, key, fingerprint()))
  switch (begun.state) {
    case 'done':
      return JSON.parse(begun.answer) as Answer
    case 'running':
      throw new Problem(
        409,
        'INGEST_STILL_RUNNING',
        'the first request with this Idempotency-Key is still running',
        [],
        {
          'retry-after': '1',
        },
      )
    case 'mismatch':
      throw new Problem(422, 'INGEST_KEY_REUSED', 'this Idempotency-Key was used with another request', [
        { path: 'idempotency-key', message: 'was used with another request' },
      ])
    case 'run':
      return runAndKeep(pool, key, work)
  }
}

const runAndKeep = async <Answer>(pool: Pool, key: string, work: () => Promise<Answer>): Promise<Answer> => {
  let answer: Answer
  try {
    answer = await work()
  } catch (error) {
    await inDatabase(() => abandonIdempotent(pool, key)).catch(() => undefined)
    throw error
  }
  await inDatabase(() => finishIdempotent(pool, key, JSON.stringify(answer)))
  return answer
}

const inDatabase = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const result = await withDatabase(work)
  if (result !== undefined) return result.value
  throw notAvailable(
    'INGEST_DATABASE_UNAVAILABLE',
    'PostgreSQL is not available, and a request with an Idempotency-Key needs it',
  )
}
