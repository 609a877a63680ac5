import type { ClientBase, Pool, QueryResultRow } from 'pg'
import { runBound } from './run.js'
import { bound, type Bound } from './statement.js'

export type Transaction = {
  readonly client: ClientBase
  /**
   * Runs the last statements of the transaction and commits it, in one round: where one of them fails, COMMIT is not even
   * looked at. Answers the rows of each.
   */
  readonly commit: (statements: readonly Bound[]) => Promise<QueryResultRow[][]>
}

const begin = bound({ name: 'filing_begin', text: 'BEGIN' }, [])
const end = bound({ name: 'filing_commit', text: 'COMMIT' }, [])

// Plans made while a table was empty would read it from end to end for ever.
const settings = 'SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan'
const set = new WeakSet<ClientBase>()

/**
 * Runs work in a transaction of its own, which is rolled back unless the work commits it. BEGIN goes out with the first
 * statements of the work. Throws what the work or `pg` throws.
 */
export const inTransaction = async <Result>(
  pool: Pool,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect()
  let broken: Error | undefined
  let isOpen = true
  try {
    if (!set.has(client)) await client.query(settings)
    set.add(client)
    // Where it fails, so does what goes out with it.
    runBound(client, begin).catch(() => undefined)
    const commit = async (statements: readonly Bound[]): Promise<QueryResultRow[][]> => {
      const rows = await Promise.all([...statements, end].map((one) => runBound(client, one)))
      isOpen = false
      return rows
    }
    const result = await work({ client, commit })
    if (isOpen) await client.query('ROLLBACK')
    return result
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error))
    // What is sent to a connection that does not answer waits as long once more.
    if (broken.message === 'Query read timeout') throw error
    await client.query('ROLLBACK').then(
      () => (broken = undefined),
      () => undefined,
    )
    throw error
  } finally {
    client.release(broken)
  }
}
