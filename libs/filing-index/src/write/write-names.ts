import type { IndexChange, Wanted } from '#filing'
import type { ClientBase } from 'pg'
import { write, type Statement } from '../statement.js'
import { ofKind } from './of-kind.js'

const labels: Statement = {
  name: 'filing_write_labels',
  text: `INSERT INTO filing.label (provider, kind, key, item, words, said_at)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])`,
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
export const writeNames = (client: ClientBase, changes: readonly IndexChange[]): Promise<unknown> => {
  const named = ofKind(changes, 'label').map(({ row }) => row)
  const come = ofKind(changes, 'found').map(({ row }) => row)
  const gone = new Set(come.map((row) => `${row.cause} ${namedText(row)}`))
  const rows = ofKind(changes, 'wanted')
    .map(({ row }) => row)
    .filter((row) => !gone.has(`${row.cause} ${namedText(row)}`))
  return Promise.all([
    write(client, labels, named, (own) => [
      own.map(({ provider }) => provider),
      own.map(({ kind }) => kind),
      own.map(({ key }) => key),
      own.map(({ item }) => item),
      own.map(({ words }) => words),
      own.map(({ saidAt }) => saidAt),
    ]),
    write(client, found, come, (own) => [own.map(({ cause }) => cause), own.map(namedText)]),
    write(client, wanted, rows, (own) => [
      own.map(({ provider }) => provider),
      own.map(({ kind }) => kind),
      own.map(({ key }) => key),
      own.map(({ cause }) => cause),
      own.map(namedText),
    ]),
  ])
}

const namedText = ({ named: { messageNumber, headline, date } }: Wanted): string =>
  JSON.stringify({ messageNumber, headline, date })
