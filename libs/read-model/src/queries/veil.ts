import type { IncidentView } from '#incident'
import type { Reader } from './database-reader.js'

/** Why the words of an update are in no answer. A kill is for good and comes before a hold. */
export type Veil = { readonly killedBy: string | null; readonly heldBy: string | null }

type Row = {
  readonly incident_id: string
  readonly update_id: string
  readonly killed_by: string | null
  readonly held_by: string | null
}

const columns = 'SELECT incident_id, update_id, killed_by, held_by FROM desk.veiled'
const ofIncident = `${columns} WHERE incident_id = $1 ORDER BY since`
const ofUpdates = `${columns} WHERE incident_id = ANY ($1::text[]) AND update_id = ANY ($2::text[]) ORDER BY since`
const secrets = `SELECT DISTINCT v.incident_id, v.headline FROM desk.veiled v
  WHERE v.incident_id = ANY ($1::text[]) AND v.headline IS NOT NULL AND NOT EXISTS (
    SELECT FROM desk.wire_update u WHERE u.incident_id = v.incident_id AND u.headline = v.headline AND NOT EXISTS (
      SELECT FROM desk.veiled o WHERE o.incident_id = u.incident_id AND o.update_id = u.update_id))`
const openTitle = `SELECT u.headline FROM desk.wire_update u
  WHERE u.incident_id = $1 AND btrim(u.headline) <> '' AND ($2::int IS NULL OR u.revision <= $2)
  AND ($3::timestamptz IS NULL OR u.said_at <= $3)
  AND NOT EXISTS (SELECT FROM desk.veiled v WHERE v.incident_id = u.incident_id AND v.update_id = u.update_id)
  ORDER BY u.said_at DESC, desk.version_key(u.version) COLLATE "C" DESC, u.update_id COLLATE "C" DESC LIMIT 1`

/** The veiled updates of an incident by id. */
export const veilsOfIncident = async (db: Reader, id: string): Promise<ReadonlyMap<string, Veil>> =>
  byUpdate((await db.query<Row>({ name: 'veils-of-incident', text: ofIncident, values: [id] })).rows)

/** Which of these updates are veiled, in any of these incidents. */
export const veilsOfUpdates = async (
  db: Reader,
  incidents: readonly string[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, Veil>> =>
  byUpdate((await db.query<Row>({ name: 'veils-of-updates', text: ofUpdates, values: [incidents, ids] })).rows)

const byUpdate = (rows: readonly Row[]): ReadonlyMap<string, Veil> => {
  const veils = new Map<string, Veil>()
  for (const { update_id: id, killed_by: killedBy, held_by: heldBy } of rows) {
    const before = veils.get(id)
    veils.set(id, { killedBy: before?.killedBy ?? killedBy, heldBy: before?.heldBy ?? heldBy })
  }
  return veils
}

/** Headlines that only veiled updates have, by incident: what must not be shown as a title. */
export const secretHeadlines = async (
  db: Reader,
  incidents: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const found = new Map<string, Set<string>>()
  if (incidents.length === 0) return found
  const values = [[...new Set(incidents)]]
  const { rows } = await db.query<{ incident_id: string; headline: string }>({
    name: 'secret-headlines',
    text: secrets,
    values,
  })
  for (const { incident_id: id, headline } of rows) {
    const headlines = found.get(id) ?? new Set()
    found.set(id, headlines.add(headline))
  }
  return found
}

type Bounds = { readonly revision: number | null; readonly asOf: string | null }

/**
 * The view with a title that may be shown: the headline of the newest update within the bounds that is not veiled now,
 * else the first alias.
 */
export const withOpenTitle = async <View extends IncidentView>(
  db: Reader,
  view: View,
  { revision, asOf }: Bounds,
  known?: ReadonlySet<string>,
): Promise<View> => {
  const secret = known ?? (await secretHeadlines(db, [view.id])).get(view.id)
  if (secret?.has(view.title) !== true) return view
  const values = [view.id, revision, asOf]
  const { rows } = await db.query<{ headline: string }>({ name: 'open-title', text: openTitle, values })
  return { ...view, title: rows[0]?.headline ?? view.aliases[0] ?? view.id }
}
