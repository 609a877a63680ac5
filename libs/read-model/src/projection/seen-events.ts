import type { ClientBase } from 'pg'
import { column } from './columns.js'

const sql = (schema: string): string => `
SELECT event_id FROM ${schema}.revision WHERE event_id = ANY ($1::uuid[]) AND log_partition = $2
UNION ALL
SELECT event_id FROM ${schema}.refused WHERE event_id = ANY ($1::uuid[]) AND log_partition = $2`

/** Which of these events the partition has already: a producer that did not hear an answer appends its bytes again. */
export const seenEvents = async (
  client: Pick<ClientBase, 'query'>,
  schema: string,
  partition: number,
  ids: readonly string[],
): Promise<Set<string>> => {
  const { rows } = await client.query<{ event_id: string }>({
    name: `seen-${schema}`,
    text: sql(schema),
    values: [column.uuid(ids, (id) => id), partition],
  })
  return new Set(rows.map(({ event_id: id }) => id))
}
