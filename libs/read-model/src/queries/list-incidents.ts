import { utc } from '../utc.js'
import { holdsOf, openBody } from './current-incident.js'
import type { Reader } from './database-reader.js'
import { veilsOf } from './veil.js'

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

/** More incidents than this are not gathered and sorted, but met along the recency index: what is common is soon met there. */
const fewMatches = 2_000

// Whether it was killed, is held or left is looked at where an incident is shown of which any of it may be true.
const wordsOf = (query: string): string => `s.words @@ websearch_to_tsquery('simple', ${query})`
const hasName = (query: string): string => `strpos(lower(a.name), lower(${query})) > 0`
const withWords = (query: string): string => `SELECT s.incident_id FROM desk.search s WHERE ${wordsOf(query)}
  UNION ALL SELECT a.incident_id FROM desk.alias a WHERE ${hasName(query)}`
const withTag = (tag: string): string => `SELECT t.incident_id FROM desk.incident_tag t WHERE t.tag = ${tag}`
const countOf = (ids: string): string => `(SELECT count(*)::int FROM (${ids} LIMIT ${fewMatches}) AS found)`

const list = (
  from: string,
  where = 'true',
  veils = 'false',
): string => `SELECT i.id, i.body, ${utc('i.last_recorded_at')} AS recorded, ${holdsOf('i.id')} AS holds, ${veils} AS veils FROM ${from}
  WHERE i.updates > 0 AND ($1::text IS NULL OR i.providers @> ARRAY[$1]) AND ($2::text IS NULL OR i.facts @> ARRAY[$2])
  AND ($3::timestamptz IS NULL OR i.last_recorded_at >= $3)
  AND ($4::timestamptz IS NULL OR (i.last_recorded_at, i.id) < ($4, $5)) AND ${where}
  ORDER BY i.last_recorded_at DESC, i.id DESC LIMIT $6`

const among = (ids: string): string => `(SELECT DISTINCT incident_id FROM (${ids}) AS f OFFSET 0) AS f
  CROSS JOIN LATERAL (SELECT * FROM desk.incident WHERE id = f.incident_id LIMIT 1) AS i`
const everywhere = list('desk.incident i')
const amongTags = list(among(withTag('$7')))
const amongWords = list(among(withWords('$7')), 'true', veilsOf('i.id'))
// The offset keeps all incidents with the words from being gathered first.
const holding = list(
  'desk.incident i',
  `(EXISTS (SELECT FROM desk.search s WHERE s.incident_id = i.id AND ${wordsOf('$7')} OFFSET 0)
  OR i.id IN (SELECT a.incident_id FROM desk.alias a WHERE ${hasName('$7')}))`,
  veilsOf('i.id'),
)

// What was killed or is held cannot be found by its words, nor in an incident that it was moved out of.
const unveiled = `NOT EXISTS (SELECT FROM desk.veiled v JOIN desk.event e ON e.incident_id = v.incident_id AND e.update_id = v.update_id
  WHERE v.incident_id = s.incident_id AND e.log_partition = s.log_partition AND e.log_offset = s.log_offset)
  AND NOT EXISTS (SELECT FROM desk.effect m JOIN desk.event e ON e.incident_id = m.incident_id
    WHERE m.kind = 'move' AND m.incident_id = s.incident_id AND e.moved_out
    AND e.log_partition = s.log_partition AND e.log_offset = s.log_offset)`
const secret = `SELECT i.id FROM unnest($1::text[]) AS i(id) WHERE NOT EXISTS (SELECT FROM desk.alias a WHERE a.incident_id = i.id AND ${hasName('$2')})
  AND NOT EXISTS (SELECT FROM desk.search s WHERE s.incident_id = i.id AND ${wordsOf('$2')} AND ${unveiled})`

/** Incidents by what was recorded last, newest first. `body` is the JSON text of the incident. */
export const listIncidents = async (db: Reader, filter: IncidentFilter): Promise<IncidentRow[]> => {
  const statement = await statementFor(db, filter)
  const shown: FoundRow[] = []
  for (let after = filter.after; shown.length < filter.limit;) {
    const { q, provider, fact, since, limit } = filter
    const values = [provider, fact, since, after?.[0] ?? null, after?.[1] ?? null, limit - shown.length]
    const { rows } = await db.query<FoundRow>({ ...statement, values: [...values, ...statement.values] })
    const hidden = q === null ? new Set() : await secretMatches(db, rows, q)
    shown.push(...rows.filter(({ id }) => !hidden.has(id)))
    const last = rows.at(-1)
    if (last === undefined || hidden.size === 0) break
    after = [last.recorded, last.id]
  }
  return Promise.all(shown.map(async ({ id, recorded, ...row }) => ({ id, recorded, body: await openBody(db, row) })))
}

type FoundRow = IncidentRow & { readonly holds: boolean; readonly veils: boolean }
type Statement = { readonly name: string; readonly text: string; readonly values: readonly string[] }

const counts = `SELECT ${countOf(withTag('$1'))} AS provider, ${countOf(withTag('$2'))} AS fact`
const matches = `SELECT ${countOf(withWords('$1'))} AS found`

/** How the incidents are found: by the words, or by the rarer of two tags, where there are few of them. */
const statementFor = async (db: Reader, { q, provider, fact }: IncidentFilter): Promise<Statement> => {
  if (q !== null) {
    const { rows } = await db.query<{ found: number }>({ name: 'matches-of-words', text: matches, values: [q] })
    return (rows[0]?.found ?? 0) < fewMatches
      ? { name: 'list-among-words', text: amongWords, values: [q] }
      : { name: 'list-holding', text: holding, values: [q] }
  }
  const tags = [provider === null ? null : `provider:${provider}`, fact === null ? null : `fact:${fact}`]
  if (provider !== null || fact !== null) {
    type Counts = { readonly provider: number; readonly fact: number }
    const { rows } = await db.query<Counts>({ name: 'matches-of-tags', text: counts, values: tags })
    const [few] = [rows[0]?.provider, rows[0]?.fact]
      .flatMap((found = fewMatches, index) => ({ found, tag: tags[index] }))
      .filter(({ found, tag }) => tag !== null && found < fewMatches)
      .sort((a, b) => a.found - b.found)
    if (few?.tag != null) return { name: 'list-among-tags', text: amongTags, values: [few.tag] }
  }
  return { name: 'list-incidents', text: everywhere, values: [] }
}

/** The incidents of these rows in which only what must not be shown holds the words. */
const secretMatches = async (db: Reader, rows: readonly FoundRow[], q: string): Promise<ReadonlySet<string>> => {
  const ids = rows.filter(({ veils }) => veils).map(({ id }) => id)
  if (ids.length === 0) return new Set()
  const hidden = await db.query<{ id: string }>({ name: 'secret-matches', text: secret, values: [ids, q] })
  return new Set(hidden.rows.map(({ id }) => id))
}
