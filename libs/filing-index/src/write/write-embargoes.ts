import { parsePosition } from '#eventing'
import type { Embargo, IndexChange } from '#filing'
import type { ClientBase } from 'pg'
import { write, type Statement } from '../statement.js'

const insert: Statement = {
  name: 'filing_write_embargoes',
  text: `INSERT INTO filing.embargo (update_id, provider, item, version, position, log_partition, until, incoming)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::timestamptz[], $8::text[])`,
}
const remove: Statement = {
  name: 'filing_delete_embargoes',
  text: 'DELETE FROM filing.embargo WHERE update_id = ANY($1::text[])',
}

/** Writes what waits under embargo from now on, and takes away what does not any more. */
export const writeEmbargoes = (client: ClientBase, changes: readonly IndexChange[]): Promise<unknown> => {
  const waiting = new Map<string, Embargo>()
  const lifted = new Set<string>()
  for (const change of changes) {
    if (change.kind === 'embargo') waiting.set(change.row.updateId, change.row)
    if (change.kind !== 'lifted') continue
    waiting.delete(change.row.updateId)
    lifted.add(change.row.updateId)
  }
  return Promise.all([
    write(client, remove, [...lifted], (ids) => [ids]),
    write(client, insert, [...waiting.values()], columnsOf),
  ])
}

const columnsOf = (rows: readonly Embargo[]): unknown[] => [
  rows.map(({ updateId }) => updateId),
  rows.map(({ provider }) => provider),
  rows.map(({ item }) => item),
  rows.map(({ version }) => version),
  rows.map(({ position }) => position),
  rows.map(({ position }) => parsePosition(position)?.partition ?? 0),
  rows.map(({ until }) => until),
  rows.map(({ incoming }) => JSON.stringify(incoming)),
]
