import type { ClientBase } from 'pg'
import type { IndexChange } from '#filing'
import { run, type Statement } from '../statement.js'
import { ofKind } from './of-kind.js'

const incidents: Statement = {
  name: 'filing_write_incidents',
  text: 'INSERT INTO filing.incident (id) SELECT unnest($1::text[])',
}
const aliases: Statement = {
  name: 'filing_write_aliases',
  text: 'INSERT INTO filing.alias (name, incident_id) SELECT * FROM unnest($1::text[], $2::text[])',
}
const items: Statement = {
  name: 'filing_write_items',
  text: 'INSERT INTO filing.item (provider, item, incident_id) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])',
}
const also: Statement = {
  name: 'filing_write_also',
  text: `INSERT INTO filing.also (provider, item, incident_id) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
    ON CONFLICT DO NOTHING`,
}
const awaited: Statement = {
  name: 'filing_write_awaited',
  text: `INSERT INTO filing.awaited (provider, item, incident_id) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
    ON CONFLICT DO NOTHING`,
}
const slugs: Statement = {
  name: 'filing_write_slugs',
  text: `INSERT INTO filing.slug (provider, base, incident_id, said_at)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
    ON CONFLICT (provider, base) DO UPDATE SET incident_id = excluded.incident_id, said_at = excluded.said_at`,
}

/** Writes new incidents, their names, and where items and slugs belong from now on. */
export const writePlaces = async (client: ClientBase, changes: readonly IndexChange[]): Promise<void> => {
  const opened = ofKind(changes, 'incident')
  if (opened.length > 0) await run(client, incidents, [opened.map(({ id }) => id)])
  const named = ofKind(changes, 'alias')
  if (named.length > 0)
    await run(client, aliases, [named.map(({ name }) => name), named.map(({ incident }) => incident)])
  const placed = ofKind(changes, 'item')
  if (placed.length > 0) await run(client, items, placesOf(placed))
  const shared = ofKind(changes, 'also')
  if (shared.length > 0) await run(client, also, placesOf(shared))
  const wanted = ofKind(changes, 'awaited')
  if (wanted.length > 0) await run(client, awaited, placesOf(wanted))
  await writeSlugs(client, changes)
}

type Place = { readonly provider: string; readonly item: string; readonly incident: string }

const placesOf = (rows: readonly Place[]): string[][] => [
  rows.map(({ provider }) => provider),
  rows.map(({ item }) => item),
  rows.map(({ incident }) => incident),
]

const writeSlugs = async (client: ClientBase, changes: readonly IndexChange[]): Promise<void> => {
  const newest = new Map(ofKind(changes, 'slug').map(({ row }) => [`${row.provider} ${row.base}`, row]))
  if (newest.size === 0) return
  const rows = [...newest.values()]
  await run(client, slugs, [
    rows.map(({ provider }) => provider),
    rows.map(({ base }) => base),
    rows.map(({ incident }) => incident),
    rows.map(({ saidAt }) => saidAt),
  ])
}
