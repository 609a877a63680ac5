import type { IndexChange, Pending } from '#filing'
import { boundRows, type Bound, type Statement } from '../statement.js'
import { ofKind } from './of-kind.js'

// A list of lists is no column for unnest, so the incidents travel as JSON; an incident id holds nothing to escape.
const causes: Statement = {
  name: 'filing_write_causes',
  text: `INSERT INTO filing.cause (update_id, position, incidents, document)
    SELECT update_id, position, ARRAY(SELECT json_array_elements_text(incidents::json)), document
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new(update_id, position, incidents, document)
    ON CONFLICT (update_id) DO UPDATE SET incidents = excluded.incidents, document = excluded.document`,
}
const reached: Statement = {
  name: 'filing_delete_pending',
  text: `DELETE FROM filing.pending AS p USING unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS gone(provider, item, update_id, cause)
    WHERE (p.provider, p.item, p.update_id, p.cause) = (gone.provider, gone.item, gone.update_id, gone.cause)`,
}
const pending: Statement = {
  name: 'filing_write_pending',
  text: `INSERT INTO filing.pending (provider, item, update_id, cause)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
}

/** Writes what reaches beyond its own item, and what it still waits for. */
export const writeCauses = (changes: readonly IndexChange[]): readonly Bound[] => {
  const latest = new Map(ofKind(changes, 'cause').map(({ row }) => [row.updateId, row]))
  const last = new Map<string, IndexChange & { kind: 'pending' | 'reached' }>()
  for (const change of changes) {
    if (change.kind !== 'pending' && change.kind !== 'reached') continue
    last.set(JSON.stringify(pendingColumns.map((columnOf) => columnOf(change.row))), change)
  }
  const rowsOf = (kind: 'pending' | 'reached'): Pending[] =>
    [...last.values()].filter((change) => change.kind === kind).map(({ row }) => row)
  return [
    ...boundRows(
      causes,
      [...latest.values()],
      ({ updateId }) => updateId,
      ({ position }) => position,
      ({ incidents }) => JSON.stringify(incidents),
      ({ data }) => JSON.stringify(data),
    ),
    ...boundRows(reached, rowsOf('reached'), ...pendingColumns),
    ...boundRows(pending, rowsOf('pending'), ...pendingColumns),
  ]
}

const pendingColumns: readonly ((row: Pending) => string)[] = [
  ({ provider }) => provider,
  ({ item }) => item,
  ({ updateId }) => updateId ?? '',
  ({ cause }) => cause,
]
