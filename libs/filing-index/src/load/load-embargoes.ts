import type { ClientBase } from 'pg'
import { learn, type Embargo, type Incoming, type ItemName, type Known } from '#filing'
import { run } from '../run.js'
import type { Statement } from '../statement.js'

const columns = 'e.update_id, e.provider, e.item, e.version, e.position, e.until, e.incoming'
const ofItems: Statement = {
  name: 'filing_load_embargoes',
  text: `SELECT ${columns} FROM unnest($1::text[], $2::text[]) AS want(provider, item)
    JOIN filing.embargo AS e USING (provider, item)`,
}
const due: Statement = {
  name: 'filing_load_due',
  text: `SELECT ${columns} FROM filing.embargo AS e WHERE e.log_partition = $1::int AND e.until <= $2::timestamptz ORDER BY e.until LIMIT $3::int`,
}
type Row = {
  update_id: string
  provider: string
  item: string
  version: string
  position: string
  until: Date | null
  incoming: string
}

/** What waits under embargo of these items; what is known already is not asked for again. */
export const loadEmbargoes = async (
  client: ClientBase,
  known: Known,
  wanted: readonly ItemName[],
): Promise<Embargo[]> => {
  if (wanted.length === 0) return []
  const values = [wanted.map(({ provider }) => provider), wanted.map(({ item }) => item)]
  const rows = (await run<Row>(client, ofItems, values)).map(embargoOf)
  for (const row of rows) learn(known, { kind: 'embargo', row })
  return rows
}

/** Embargoes of a partition that are over by a moment, the first to end first. */
export const loadDue = async (client: ClientBase, partition: number, at: string, limit: number): Promise<Embargo[]> =>
  (await run<Row>(client, due, [partition, at, limit])).map(embargoOf)

const embargoOf = (row: Row): Embargo => ({
  updateId: row.update_id,
  provider: row.provider,
  item: row.item,
  version: row.version,
  position: row.position,
  until: row.until?.toISOString() ?? null,
  incoming: JSON.parse(row.incoming) as Incoming,
})
