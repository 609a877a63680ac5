import type { ClientBase } from 'pg'
import type { IndexChange } from '#filing'
import { write, type Statement } from '../statement.js'
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
export const writePlaces = (client: ClientBase, changes: readonly IndexChange[]): Promise<unknown> =>
  Promise.all([
    write(client, incidents, ofKind(changes, 'incident'), (opened) => [opened.map(({ id }) => id)]),
    write(client, aliases, ofKind(changes, 'alias'), (named) => [
      named.map(({ name }) => name),
      named.map(({ incident }) => incident),
    ]),
    write(client, items, ofKind(changes, 'item'), placesOf),
    write(client, also, ofKind(changes, 'also'), placesOf),
    write(client, awaited, ofKind(changes, 'awaited'), placesOf),
    write(client, slugs, newestSlugs(changes), (rows) => [
      rows.map(({ provider }) => provider),
      rows.map(({ base }) => base),
      rows.map(({ incident }) => incident),
      rows.map(({ saidAt }) => saidAt),
    ]),
  ])

type Place = { readonly provider: string; readonly item: string; readonly incident: string }

const placesOf = (rows: readonly Place[]): string[][] => [
  rows.map(({ provider }) => provider),
  rows.map(({ item }) => item),
  rows.map(({ incident }) => incident),
]

const newestSlugs = (changes: readonly IndexChange[]) => [
  ...new Map(ofKind(changes, 'slug').map(({ row }) => [`${row.provider} ${row.base}`, row])).values(),
]
