import { utc } from '../utc.js'
import { holdsOf, openBody } from './current-incident.js'
import type { Reader } from './database-reader.js'

export type IncidentFilter = {
  /** Words looked for in headlines, texts and aliases. */
  readonly q: string | null
  readonly provider: string | null
  readonly fact: string | null
  /** Recorded at or after. */
  readonly since: string | null
  readonly limit: number
  /** Recorded time and id of the last incident of the page before. */
  readonly after: readonly [string, string] | null
}

export type IncidentRow = { readonly id: string; readonly body: string; readonly recorded: string }

/** More matches than this are looked for along the recency index instead: a common word is soon met there. */
const fewMatches = 2_000

// What was killed or is held cannot be found by its words.
const unveiled = `NOT EXISTS (SELECT FROM desk.veiled v WHERE v.incident_id = u.incident_id AND v.update_id = u.update_id)`

const matching = `SELECT incident_id FROM (
  SELECT u.incident_id FROM desk.wire_update u WHERE u.words @@ websearch_to_tsquery('simple', $1) AND ${unveiled}
  UNION ALL SELECT incident_id FROM desk.alias WHERE strpos(lower(name), lower($1)) > 0) AS found LIMIT ${fewMatches}`

const list = (
  where: string,
): string => `SELECT i.id, i.body, ${utc('i.last_recorded_at')} AS recorded, ${holdsOf('i.id')} AS holds FROM desk.incident i
  WHERE ($1::text IS NULL OR i.providers @> ARRAY[$1]) AND ($2::text IS NULL OR i.facts @> ARRAY[$2])
  AND ($3::timestamptz IS NULL OR i.last_recorded_at >= $3)
  AND ($4::timestamptz IS NULL OR (i.last_recorded_at, i.id) < ($4, $5)) AND ${where}
  ORDER BY i.last_recorded_at DESC, i.id DESC LIMIT $6`

const everywhere = list('true')
const amongIds = list('i.id = ANY ($7::text[])')
const byWords =
  list(`(EXISTS (SELECT FROM desk.wire_update u WHERE u.incident_id = i.id AND u.words @@ websearch_to_tsquery('simple', $7) AND ${unveiled})
  OR EXISTS (SELECT FROM desk.alias a WHERE a.incident_id = i.id AND strpos(lower(a.name), lower($7)) > 0))`)

/** Incidents by what was recorded last, newest first. `body` is the JSON text of the incident. */
export const listIncidents = async (db: Reader, filter: IncidentFilter): Promise<IncidentRow[]> => {
  const rows = await foundIncidents(db, filter)
  return Promise.all(rows.map(async ({ id, recorded, ...row }) => ({ id, recorded, body: await openBody(db, row) })))
}

type FoundRow = IncidentRow & { readonly holds: boolean }

const foundIncidents = async (db: Reader, filter: IncidentFilter): Promise<FoundRow[]> => {
  const { q, provider, fact, since, after, limit } = filter
  const values: unknown[] = [provider, fact, since, after?.[0] ?? null, after?.[1] ?? null, limit]
  if (q === null) return (await db.query<FoundRow>({ name: 'list-incidents', text: everywhere, values })).rows
  const { rows } = await db.query<{ incident_id: string }>({ name: 'match-incidents', text: matching, values: [q] })
  if (rows.length >= fewMatches) {
    return (await db.query<FoundRow>({ name: 'list-by-words', text: byWords, values: [...values, q] })).rows
  }
  const ids = [...new Set(rows.map((row) => row.incident_id))]
  return (await db.query<FoundRow>({ name: 'list-among', text: amongIds, values: [...values, ids] })).rows
}
