import type { ClientBase } from 'pg'
import { learn, type ItemName, type Keys, type Known, type Label, type Wanted } from '#filing'
import { run } from '../run.js'
import type { Statement } from '../statement.js'

const labels: Statement = {
  name: 'filing_load_labels',
  text: `SELECT DISTINCT l.provider, l.item FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
      AS want(provider, kind, key, since, before)
    JOIN filing.label AS l ON l.provider = want.provider AND l.kind = want.kind AND l.key = want.key
      AND l.said_at >= want.since::timestamptz AND l.said_at < want.before::timestamptz LIMIT 1000`,
}
const ofItems: Statement = {
  name: 'filing_load_item_labels',
  text: `SELECT l.provider, l.kind, l.key, l.item, l.words, l.said_at FROM unnest($1::text[], $2::text[]) AS want(provider, item)
    JOIN filing.label AS l USING (provider, item)`,
}
const wanted: Statement = {
  name: 'filing_load_wanted',
  text: `SELECT w.provider, w.kind, w.key, w.cause, w.named FROM unnest($1::text[], $2::text[], $3::text[]) AS want(provider, kind, key)
    JOIN filing.wanted AS w USING (provider, kind, key)`,
}

/** The items that notices may mean, with every label these have. */
export const loadNamed = async (client: ClientBase, known: Known, named: Keys['named']): Promise<ItemName[]> => {
  if (named.length === 0) return []
  const items = await run<ItemName>(client, labels, [
    ...keysOf(named.map(({ label }) => label)),
    named.map(({ from }) => new Date(from).toISOString()),
    named.map(({ to }) => new Date(to).toISOString()),
  ])
  type Row = Label & { item: string; said_at: Date }
  const values = [items.map(({ provider }) => provider), items.map(({ item }) => item)]
  for (const { said_at, ...label } of await run<Row>(client, ofItems, values)) {
    learn(known, { kind: 'label', row: { ...label, saidAt: said_at.toISOString() } })
  }
  return items
}

/** Notices that wait for an item with one of these labels; answers their update ids. */
export const loadWanted = async (client: ClientBase, known: Known, own: readonly Label[]): Promise<string[]> => {
  if (own.length === 0) return []
  type Row = { provider: string; kind: Label['kind']; key: string; cause: string; named: string }
  const rows = await run<Row>(client, wanted, keysOf(own))
  for (const row of rows) {
    learn(known, { kind: 'wanted', row: { ...row, named: JSON.parse(row.named) as Wanted['named'] } })
  }
  return [...new Set(rows.map(({ cause }) => cause))]
}

const keysOf = (labels: readonly Label[]): string[][] => [
  labels.map(({ provider }) => provider),
  labels.map(({ kind }) => kind),
  labels.map(({ key }) => key),
]
