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

// What was killed or is held cannot be found by its words, nor in an incident that it was moved out of.
const unveiled = `NOT EXISTS (SELECT FROM desk.veiled v JOIN desk.event e ON e.incident_id = v.incident_id AND e.update_id = v.update_id
  WHERE v.incident_id = s.incident_id AND e.log_partition = s.log_partition AND e.log_offset = s.log_offset)
  AND NOT EXISTS (SELECT FROM desk.effect m JOIN desk.event e ON e.incident_id = m.incident_id
    WHERE m.kind = 'move' AND m.incident_id = s.incident_id AND e.moved_out
    AND e.log_partition = s.log_partition AND e.log_offset = s.log_offset)`

const byWords = `SELECT incident_id FROM (
  SELECT s.incident_id FROM desk.search s WHERE s.words @@ websearch_to_tsquery('simple', $1) AND ${unveiled}
  UNION ALL SELECT incident_id FROM desk.alias WHERE strpos(lower(name), lower($1)) > 0) AS found LIMIT ${fewMatches}`
const byTag = `SELECT incident_id FROM desk.incident_tag WHERE tag = $1 LIMIT ${fewMatches}`

const list = (
  where: string,
): string => `SELECT i.id, i.body, ${utc('i.last_recorded_at')} AS recorded, ${holdsOf('i.id')} AS holds FROM desk.incident i
  WHERE i.updates > 0 AND ($1::text IS NULL OR i.providers @> ARRAY[$1]) AND ($2::text IS NULL OR i.facts @> ARRAY[$2])
  AND ($3::timestamptz IS NULL OR i.last_recorded_at >= $3)
  AND ($4::timestamptz IS NULL OR (i.last_recorded_at, i.id) < ($4, $5)) AND ${where}
  ORDER BY i.last_recorded_at DESC, i.id DESC LIMIT $6`

const everywhere = list('true')
const amongIds = list('i.id = ANY ($7::text[])')
const holding =
  list(`(EXISTS (SELECT FROM desk.search s WHERE s.incident_id = i.id AND s.words @@ websearch_to_tsquery('simple', $7) AND ${unveiled})
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
  const wordy = q === null ? null : await idsOf(db, 'ids-by-words', byWords, q)
  if (wordy === 'many') {
    return (await db.query<FoundRow>({ name: 'list-holding', text: holding, values: [...values, q] })).rows
  }
  const ids = wordy ?? (await fewestTagged(db, provider, fact))
  if (ids === null) return (await db.query<FoundRow>({ name: 'list-incidents', text: everywhere, values })).rows
  return (await db.query<FoundRow>({ name: 'list-among', text: amongIds, values: [...values, ids] })).rows
}

/** The ids under the rarer of the two tags; null where neither is rare. */
const fewestTagged = async (
  db: Reader,
  provider: string | null,
  fact: string | null,
): Promise<readonly string[] | null> => {
  const tags = [provider === null ? null : `provider:${provider}`, fact === null ? null : `fact:${fact}`]
  let fewest: readonly string[] | null = null
  for (const tag of tags) {
    const ids = tag === null ? 'many' : await idsOf(db, 'ids-by-tag', byTag, tag)
    if (ids !== 'many' && (fewest === null || ids.length < fewest.length)) fewest = ids
  }
  return fewest
}

const idsOf = async (db: Reader, name: string, text: string, value: string): Promise<readonly string[] | 'many'> => {
  const { rows } = await db.query<{ incident_id: string }>({ name, text, values: [value] })
  return rows.length >= fewMatches ? 'many' : [...new Set(rows.map((row) => row.incident_id))]
}
