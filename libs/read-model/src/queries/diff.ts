import { canonicalJson, compareBytes } from '#eventing'
import type { Belief, IncidentView } from '#incident'
import type { Reader } from './database-reader.js'
import { statesOfRevisions, viewOfRevision, type StateRow, type StateSource } from './stored-state.js'
import { withOpenTitle } from './veil.js'

export type FactDiff = {
  readonly fact: string
  readonly before: Belief | null
  readonly after: Belief | null
  readonly updates: readonly string[]
  readonly revisions: readonly number[]
}
export type Diff = {
  readonly from: number
  readonly to: number
  readonly facts: readonly FactDiff[]
  readonly title: { readonly before: string; readonly after: string } | null
}

type Causes = {
  readonly fact: string
  readonly revisions: readonly number[]
  readonly updates: readonly (string | null)[]
}

const sql = `SELECT c.fact, json_agg(r.revision ORDER BY r.revision) AS revisions, json_agg(r.update_id ORDER BY r.revision) AS updates
  FROM desk.revision r CROSS JOIN LATERAL json_object_keys(r.changes::json -> 'beliefs') AS c(fact)
  WHERE r.incident_id = $1 AND r.revision > $2 AND r.revision <= $3 AND c.fact = ANY ($4::text[]) GROUP BY c.fact`

/** What changed between two revisions (0: before the first), fact by fact, and which updates did it. Undefined where one does not exist. */
export const diffRevisions = async (
  source: StateSource,
  id: string,
  from: number,
  to: number,
): Promise<Diff | undefined> => {
  const { db } = source
  // By one statement, so that both are believed under one policy whenever another comes to serve.
  const rows = await statesOfRevisions(
    source,
    [from, to].map((revision) => ({ name: id, revision })),
  )
  const [before, after] = await Promise.all([stateOf(db, id, from, rows[0]), stateOf(db, id, to, rows[1])])
  if (before === undefined || after === undefined) return undefined
  const facts = [...new Set([...Object.keys(before.beliefs), ...Object.keys(after.beliefs)])].sort(compareBytes)
  const changed = facts.flatMap((fact) => {
    const [a, b] = [before.beliefs[fact] ?? null, after.beliefs[fact] ?? null]
    return canonicalJson(a) === canonicalJson(b) ? [] : [{ fact, before: a, after: b }]
  })
  const values = [id, Math.min(from, to), Math.max(from, to), changed.map(({ fact }) => fact)]
  const causes = await db.query<Causes>({ name: 'diff-revisions', text: sql, values })
  const causesOf = new Map(causes.rows.map((row) => [row.fact, row]))
  return {
    from,
    to,
    facts: changed.map((change) => {
      const { updates = [], revisions = [] } = causesOf.get(change.fact) ?? {}
      return { ...change, updates: [...new Set(updates.filter((update) => update !== null))], revisions }
    }),
    title: before.title === after.title ? null : { before: before.title, after: after.title },
  }
}

type State = Pick<IncidentView, 'beliefs' | 'title'>

const stateOf = async (
  db: Reader,
  id: string,
  revision: number,
  row: StateRow | undefined,
): Promise<State | undefined> => {
  if (revision === 0) return { beliefs: {}, title: id }
  const view = viewOfRevision(row, revision)
  return view === undefined || row?.veils !== true ? view : withOpenTitle(db, view, { revision, asOf: null })
}
