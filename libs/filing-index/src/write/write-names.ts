import type { IndexChange, Wanted } from '#filing'
import { boundRows, type Bound, type Statement } from '../statement.js'
import { ofKind } from './of-kind.js'

const labels: Statement = {
  name: 'filing_write_labels',
  text: `INSERT INTO filing.label (provider, kind, key, item, words, said_at)
    SELECT provider, kind, key, item, words, said_at::timestamptz
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
      AS new(provider, kind, key, item, words, said_at)`,
}
const wanted: Statement = {
  name: 'filing_write_wanted',
  text: `INSERT INTO filing.wanted (provider, kind, key, cause, named)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])`,
}
const found: Statement = {
  name: 'filing_delete_wanted',
  text: `DELETE FROM filing.wanted AS w USING unnest($1::text[], $2::text[]) AS gone(cause, named)
    WHERE w.cause = gone.cause AND w.named = gone.named`,
}

/** Writes by what items may be named in words, and which named items are still to come. */
export const writeNames = (changes: readonly IndexChange[]): readonly Bound[] => {
  const named = ofKind(changes, 'label').map(({ row }) => row)
  const come = ofKind(changes, 'found').map(({ row }) => row)
  const gone = new Set(come.map((row) => `${row.cause} ${namedText(row)}`))
  const rows = ofKind(changes, 'wanted')
    .map(({ row }) => row)
    .filter((row) => !gone.has(`${row.cause} ${namedText(row)}`))
  return [
    ...boundRows(
      labels,
      named,
      ({ provider }) => provider,
      ({ kind }) => kind,
      ({ key }) => key,
      ({ item }) => item,
      ({ words }) => words,
      ({ saidAt }) => saidAt,
    ),
    ...boundRows(found, come, ({ cause }) => cause, namedText),
    ...boundRows(
      wanted,
      rows,
      ({ provider }) => provider,
      ({ kind }) => kind,
      ({ key }) => key,
      ({ cause }) => cause,
      namedText,
    ),
  ]
}

const namedText = ({ named: { messageNumber, headline, date } }: Wanted): string =>
  JSON.stringify({ messageNumber, headline, date })
