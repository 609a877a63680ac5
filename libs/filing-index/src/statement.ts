import type { ClientBase, QueryResultRow } from 'pg'

/** A statement that is prepared once a connection, under its name. */
export type Statement = { readonly name: string; readonly text: string }

export const run = async <Row extends QueryResultRow>(
  client: ClientBase,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<Row[]> => (await client.query<Row>({ name, text, values: [...values] })).rows
