import { parsePosition } from '#eventing'
import type { Embargo, IndexChange } from '#filing'
import { boundRows, type Bound, type Statement } from '../statement.js'

const insert: Statement = {
  name: 'filing_write_embargoes',
  text: `INSERT INTO filing.embargo (update_id, provider, item, version, position, log_partition, until, incoming)
    SELECT update_id, provider, item, version, position, log_partition::int, until::timestamptz, incoming
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
      AS new(update_id, provider, item, version, position, log_partition, until, incoming)`,
}
const remove: Statement = {
  name: 'filing_delete_embargoes',
  text: 'DELETE FROM filing.embargo WHERE update_id = ANY($1::text[])',
}

/** Writes what waits under embargo from now on, and takes away what does not any more. */
export const writeEmbargoes = (changes: readonly IndexChange[]): readonly Bound[] => {
  const waiting = new Map<string, Embargo>()
  const lifted = new Set<string>()
  for (const change of changes) {
    if (change.kind === 'embargo') waiting.set(change.row.updateId, change.row)
    if (change.kind !== 'lifted') continue
    waiting.delete(change.row.updateId)
    lifted.add(change.row.updateId)
  }
  return [
    ...boundRows(remove, [...lifted], (id) => id),
    ...boundRows(
      insert,
      [...waiting.values()],
      ({ updateId }) => updateId,
      ({ provider }) => provider,
      ({ item }) => item,
      ({ version }) => version,
      ({ position }) => position,
      ({ position }) => String(parsePosition(position)?.partition ?? 0),
      ({ until }) => until,
      ({ incoming }) => JSON.stringify(incoming),
    ),
  ]
}
