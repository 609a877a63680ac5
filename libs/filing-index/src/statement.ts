import type { ClientBase, QueryResultRow } from 'pg'
import { Round } from './round.js'
import { textArray } from './text-array.js'

/** A statement that is prepared once a connection, under its name. */
export type Statement = { readonly name: string; readonly text: string }

/** A parameter as it goes out: bytes in binary format, anything else as text. */
export type Parameter = Buffer | string | null

/** A statement with what it is run with. */
export type Bound = { readonly statement: Statement; readonly values: readonly Parameter[] }

/** A column of texts for `unnest`, or a single value. */
export type Value = readonly (string | null)[] | Buffer | string | number | boolean | null

/** A statement and its values, encoded: what cannot be encoded fails here, before anything goes out. */
export const bound = (statement: Statement, values: readonly Value[]): Bound => ({
  statement,
  values: values.map(parameterOf),
})

const isColumn = (value: Value): value is readonly (string | null)[] => Array.isArray(value)

const parameterOf = (value: Value): Parameter => {
  if (value === null || typeof value === 'string' || Buffer.isBuffer(value)) return value
  return isColumn(value) ? textArray(value) : String(value)
}

/** A statement that takes rows as columns of text; none where there are no rows. */
export const boundRows = <Row>(
  statement: Statement,
  rows: readonly Row[],
  ...columns: readonly ((row: Row) => string | null)[]
): Bound[] =>
  rows.length === 0
    ? []
    : [{ statement, values: columns.map((columnOf) => textArray(rows.map((row) => columnOf(row)))) }]

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
