import type { ClientBase, QueryResultRow } from 'pg'
import { Round } from './round.js'
import { bound, type Bound, type Statement, type Value } from './statement.js'

const open = new WeakMap<ClientBase, Round>()

/**
 * Runs a statement. All that are called for in one turn of the microtask queue go out as one round, see {@link Round}:
 * call for what does not need another answer before waiting for any. Throws what `pg` throws.
 */
export const runBound = <Row extends QueryResultRow>(client: ClientBase, one: Bound): Promise<Row[]> => {
  let round = open.get(client)
  if (round === undefined) {
    const begun = new Round()
    round = begun
    open.set(client, begun)
    queueMicrotask(() => {
      open.delete(client)
      client.query(begun)
    })
  }
  return round.add(one) as Promise<Row[]>
}

/** Runs a statement with these values, as {@link runBound} does. */
export const run = async <Row extends QueryResultRow>(
  client: ClientBase,
  statement: Statement,
  values: readonly Value[],
): Promise<Row[]> => runBound<Row>(client, bound(statement, values))
