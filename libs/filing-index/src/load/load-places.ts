import type { ClientBase } from 'pg'
import { itemKey, learn, type ItemName, type Known } from '#filing'
import { standsFor } from '../resolve-incident.js'
import { run } from '../run.js'
import type { Statement } from '../statement.js'

const items: Statement = {
  name: 'filing_load_items',
  text: `SELECT i.provider, i.item, i.incident_id, 'item' AS kind FROM unnest($1::text[], $2::text[]) AS want(provider, item)
    JOIN filing.item AS i USING (provider, item)
    UNION ALL SELECT a.provider, a.item, a.incident_id, 'also' FROM unnest($1::text[], $2::text[]) AS want(provider, item)
    JOIN filing.also AS a USING (provider, item)
    UNION ALL SELECT w.provider, w.item, w.incident_id, 'awaited' FROM unnest($1::text[], $2::text[]) AS want(provider, item)
    JOIN filing.awaited AS w USING (provider, item)`,
}
const names: Statement = {
  name: 'filing_load_names',
  text: `SELECT id AS incident_id, NULL AS name, merged_into FROM filing.incident WHERE id = ANY($1::text[])
    UNION ALL SELECT a.incident_id, a.name, i.merged_into FROM filing.alias a
      LEFT JOIN filing.incident i ON i.id = a.incident_id WHERE a.name = ANY($1::text[])`,
}
const slugs: Statement = {
  name: 'filing_load_slugs',
  text: `SELECT s.provider, s.base, s.incident_id, s.said_at FROM unnest($1::text[], $2::text[]) AS want(provider, base)
    JOIN filing.slug AS s USING (provider, base)`,
}

/** Which incidents hold each item; items that are asked for again are known anew. */
export const loadItems = async (client: ClientBase, known: Known, wanted: readonly ItemName[]): Promise<void> => {
  if (wanted.length === 0) return
  type Row = { provider: string; item: string; incident_id: string; kind: 'item' | 'also' | 'awaited' }
  const values = [wanted.map(({ provider }) => provider), wanted.map(({ item }) => item)]
  const rows = await run<Row>(client, items, values)
  for (const row of rows) known.also.delete(itemKey(row))
  for (const { provider, item, incident_id, kind } of rows) {
    learn(known, { kind, provider, item, incident: incident_id })
  }
}

/** What each name stands for: an incident's id, or an alias. */
export const loadNames = async (client: ClientBase, known: Known, wanted: readonly string[]): Promise<void> => {
  if (wanted.length === 0) return
  type Row = { incident_id: string; name: string | null; merged_into: string | null }
  for (const { incident_id, name, merged_into } of await run<Row>(client, names, [wanted])) {
    learn(known, name === null ? { kind: 'incident', id: incident_id } : { kind: 'alias', name, incident: incident_id })
    if (merged_into === null) continue
    learn(known, { kind: 'redirect', name: name ?? incident_id, incident: await standsFor(client, merged_into) })
  }
}

export const loadSlugs = async (
  client: ClientBase,
  known: Known,
  wanted: readonly { readonly provider: string; readonly base: string }[],
): Promise<void> => {
  if (wanted.length === 0) return
  type Row = { provider: string; base: string; incident_id: string; said_at: Date }
  const values = [wanted.map(({ provider }) => provider), wanted.map(({ base }) => base)]
  for (const { provider, base, incident_id, said_at } of await run<Row>(client, slugs, values)) {
    learn(known, { kind: 'slug', row: { provider, base, incident: incident_id, saidAt: said_at.toISOString() } })
  }
}
