import type { ClientBase } from 'pg'
import { learn, type Cause, type ItemName, type Known } from '#filing'
import { run } from '../run.js'
import type { Statement } from '../statement.js'

const pending: Statement = {
  name: 'filing_load_pending',
  text: `SELECT p.provider, p.item, p.update_id, p.cause FROM unnest($1::text[], $2::text[]) AS want(provider, item)
    JOIN filing.pending AS p USING (provider, item)`,
}
const causes: Statement = {
  name: 'filing_load_causes',
  text: `SELECT update_id, position, incidents, document FROM filing.cause WHERE update_id = ANY($1::text[])`,
}

/** What waits for these items; answers the update ids of the causes. */
export const loadPending = async (client: ClientBase, known: Known, wanted: readonly ItemName[]): Promise<string[]> => {
  if (wanted.length === 0) return []
  type Waiting = { provider: string; item: string; update_id: string; cause: string }
  const values = [wanted.map(({ provider }) => provider), wanted.map(({ item }) => item)]
  const waiting = await run<Waiting>(client, pending, values)
  for (const { provider, item, update_id, cause } of waiting) {
    learn(known, { kind: 'pending', row: { provider, item, updateId: update_id === '' ? null : update_id, cause } })
  }
  return [...new Set(waiting.map(({ cause }) => cause))]
}

/** Causes by their update ids; answers those that were not known before. */
export const loadCauses = async (client: ClientBase, known: Known, wanted: readonly string[]): Promise<Cause[]> => {
  const ids = wanted.filter((id) => !known.causes.has(id))
  if (ids.length === 0) return []
  type Row = { update_id: string; position: string; incidents: string[]; document: string }
  return (await run<Row>(client, causes, [ids])).map((row) => {
    const data = JSON.parse(row.document) as Cause['data']
    const cause: Cause = { updateId: row.update_id, position: row.position, data, incidents: row.incidents }
    learn(known, { kind: 'cause', row: cause })
    return cause
  })
}
