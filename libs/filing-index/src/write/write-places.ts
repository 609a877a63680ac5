import type { IndexChange } from '#filing'
import { boundRows, type Bound, type Statement } from '../statement.js'
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
    SELECT provider, base, incident_id, said_at::timestamptz
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new(provider, base, incident_id, said_at)
    ON CONFLICT (provider, base) DO UPDATE SET incident_id = excluded.incident_id, said_at = excluded.said_at`,
}

/** Writes new incidents, their names, and where items and slugs belong from now on. */
export const writePlaces = (changes: readonly IndexChange[]): readonly Bound[] => [
  ...boundRows(incidents, ofKind(changes, 'incident'), ({ id }) => id),
  ...boundRows(
    aliases,
    ofKind(changes, 'alias'),
    ({ name }) => name,
    ({ incident }) => incident,
  ),
  ...boundRows(items, ofKind(changes, 'item'), ...placeColumns),
  ...boundRows(also, ofKind(changes, 'also'), ...placeColumns),
  ...boundRows(awaited, ofKind(changes, 'awaited'), ...placeColumns),
  ...boundRows(
    slugs,
    newestSlugs(changes),
    ({ provider }) => provider,
    ({ base }) => base,
    ({ incident }) => incident,
    ({ saidAt }) => saidAt,
  ),
]

type Place = { readonly provider: string; readonly item: string; readonly incident: string }

const placeColumns: readonly ((row: Place) => string)[] = [
  ({ provider }) => provider,
  ({ item }) => item,
  ({ incident }) => incident,
]

const newestSlugs = (changes: readonly IndexChange[]) => [
  ...new Map(ofKind(changes, 'slug').map(({ row }) => [`${row.provider} ${row.base}`, row])).values(),
]
