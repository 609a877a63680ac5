import type { ClientBase, QueryResultRow } from 'pg'

/** A statement that is prepared once a connection, under its name. */
export type Statement = { readonly name: string; readonly text: string }

const failures = new WeakMap<ClientBase, unknown>()
const isAborted = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '25P02'

/**
 * Throws what `pg` throws. Statements that went out behind one that failed are refused as part of an aborted
 * transaction: they throw what that one threw, so that whoever hears of it first hears the reason.
 */
export const run = async <Row extends QueryResultRow>(
  client: ClientBase,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<Row[]> => {
  try {
    return (await client.query<Row>({ name, text, values: [...values] })).rows
  } catch (error) {
    if (isAborted(error)) throw failures.get(client) ?? error
    failures.set(client, error)
    throw error
  }
}

/** Runs a statement that takes rows as columns, unless there are none. Rows go out before anything is waited for. */
export const write = async <Row>(
  client: ClientBase,
  statement: Statement,
  rows: readonly Row[],
  columnsOf: (rows: readonly Row[]) => readonly unknown[],
): Promise<void> => {
  if (rows.length > 0) await run(client, statement, columnsOf(rows))
}
