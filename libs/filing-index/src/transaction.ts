import type { ClientBase, Pool } from 'pg'

/** Runs work in a transaction of its own and commits it where the work says so. Throws what the work or `pg` throws. */
export const inTransaction = async <Result>(
  pool: Pool,
  work: (client: ClientBase) => Promise<Result>,
  isKept: (result: Result) => boolean,
): Promise<Result> => {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // Plans made while a table was empty would read it from end to end for ever.
    await client.query('BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan')
    const result = await work(client)
    await client.query(isKept(result) ? 'COMMIT' : 'ROLLBACK')
    return result
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error))
    await client.query('ROLLBACK').then(
      () => (broken = undefined),
      () => undefined,
    )
    throw error
  } finally {
    client.release(broken)
  }
}
