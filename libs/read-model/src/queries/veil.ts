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
/**
 * Whether anything of an incident may be veiled. Of one in which nothing was ever killed, held or moved away there is
 * nothing to look for, and that is nearly all.
 */
export const veilsOf = (
  id: string,
): string => `(EXISTS (SELECT FROM desk.effect e WHERE e.incident_id = ${id} AND e.kind = 'kill')
    OR EXISTS (SELECT FROM desk.effect e WHERE e.incident_id = ${id} AND e.kind = 'move')
    OR EXISTS (SELECT FROM desk.hold h WHERE h.incident_id = ${id}))`

// Each limit keeps the planner from making one set of all there are in the database, or of all revisions of an incident.
const veilsIn = `SELECT EXISTS (SELECT FROM unnest($1::text[]) AS t(id) CROSS JOIN LATERAL (
  (SELECT 1 FROM desk.effect e WHERE e.incident_id = t.id AND e.kind = 'kill' LIMIT 1)
  UNION ALL (SELECT 1 FROM desk.effect e WHERE e.incident_id = t.id AND e.kind = 'move' LIMIT 1)
  UNION ALL (SELECT 1 FROM desk.wire_update u WHERE u.incident_id = t.id AND u.action IN ('hold', 'release') LIMIT 1)) AS found) AS any`
const veiledTitles = `SELECT DISTINCT v.incident_id, v.update_id, v.headline FROM desk.veiled v
  WHERE v.incident_id = ANY ($1::text[]) AND v.headline = ANY ($2::text[])`
// Most documents do not hold the headline's characters at all, and looking for them costs a tenth of reading JSON. A
// character that JSON may write in two ways, and a document that may write any of them so, is read.
const openTitles = `SELECT DISTINCT t.incident_id, t.headline FROM unnest($1::text[], $2::text[]) AS t(incident_id, headline)
  JOIN desk.event e ON e.incident_id = t.incident_id AND e.head AND NOT (e.update_id = ANY ($3::text[]))
  WHERE CASE WHEN strpos(e.document, t.headline) > 0 OR t.headline ~ '["/\\\\]|[[:cntrl:]]' OR strpos(e.document, '\\u') > 0
    THEN e.document::json #>> '{data,update,headline}' = t.headline AND NOT e.moved_out ELSE false END`
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

/** Whether anything in any of these incidents may be veiled: nearly always nothing is. */
export const mayBeVeiled = async (db: Reader, incidents: readonly string[]): Promise<boolean> => {
  const { rows } = await db.query<{ any: boolean }>({ name: 'veils-in', text: veilsIn, values: [incidents] })
  return rows[0]?.any === true
}

export type Titled = { readonly incident: string; readonly title: string }
const keyOf = (incident: string, title: string): string => `${incident}\n${title}`

/**
 * Tells which of these titles must not be shown: the headlines that only veiled updates of their incident have. First the
 * veiled ones of that name are looked for, which are few and mostly none; only then all updates of their incidents.
 */
export const secretTitles = async (db: Reader, titled: readonly Titled[]): Promise<(of: Titled) => boolean> => {
  const secret = new Set<string>()
  const isSecret = ({ incident, title }: Titled): boolean => secret.has(keyOf(incident, title))
  if (titled.length === 0) return isSecret
  const asked = new Set(titled.map(({ incident, title }) => keyOf(incident, title)))
  const incidents = [...new Set(titled.map(({ incident }) => incident))]
  if (!(await mayBeVeiled(db, incidents))) return isSecret
  const columns = [incidents, [...new Set(titled.map(({ title }) => title))]]
  const veiled = (
    await db.query<VeiledRow>({ name: 'veiled-titles', text: veiledTitles, values: columns })
  ).rows.filter(({ incident_id: incident, headline }) => asked.has(keyOf(incident, headline)))
  if (veiled.length === 0) return isSecret
  for (const { incident_id: incident, headline } of veiled) secret.add(keyOf(incident, headline))
  const values = [
    veiled.map((row) => row.incident_id),
    veiled.map(({ headline }) => headline),
    veiled.map((row) => row.update_id),
  ]
  const open = await db.query<Omit<VeiledRow, 'update_id'>>({ name: 'open-titles', text: openTitles, values })
  for (const { incident_id: incident, headline } of open.rows) secret.delete(keyOf(incident, headline))
  return isSecret
}

type VeiledRow = { readonly incident_id: string; readonly update_id: string; readonly headline: string }

type Bounds = { readonly revision: number | null; readonly asOf: string | null }

/**
 * The view with a title that may be shown: the headline of the newest update within the bounds that is not veiled now,
 * else the first alias.
 */
export const withOpenTitle = async <View extends IncidentView>(
  db: Reader,
  view: View,
  { revision, asOf }: Bounds,
): Promise<View> => {
  const shown = { incident: view.id, title: view.title }
  if (!(await secretTitles(db, [shown]))(shown)) return view
  const values = [view.id, revision, asOf]
  const { rows } = await db.query<{ headline: string }>({ name: 'open-title', text: openTitle, values })
  return { ...view, title: rows[0]?.headline ?? view.aliases[0] ?? view.id }
}
