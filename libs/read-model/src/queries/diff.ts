import { canonicalJson, compareBytes } from '#eventing'
import type { Belief, Changes, IncidentView } from '#incident'
import type { Reader } from './database-reader.js'
import { revisionView } from './revision-view.js'
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

type Row = { readonly revision: number; readonly update_id: string | null; readonly changes: string }

const sql =
  'SELECT revision, update_id, changes FROM desk.revision WHERE incident_id = $1 AND revision > $2 AND revision <= $3 ORDER BY revision'

/** What changed between two revisions (0: before the first), fact by fact, and which updates did it. Undefined where one does not exist. */
export const diffRevisions = async (db: Reader, id: string, from: number, to: number): Promise<Diff | undefined> => {
  const [before, after] = await Promise.all([stateAt(db, id, from), stateAt(db, id, to)])
  if (before === undefined || after === undefined) return undefined
  // A switch to another policy came in between: both ends must be believed under one.
  if (before.policy !== null && after.policy !== null && before.policy !== after.policy)
    return diffRevisions(db, id, from, to)
  const values = [id, Math.min(from, to), Math.max(from, to)]
  const { rows } = await db.query<Row>({ name: 'diff-revisions', text: sql, values })
  const touched = rows.map((row) => ({
    ...row,
    facts: new Set(Object.keys((JSON.parse(row.changes) as Changes).beliefs)),
  }))
  const facts = [...new Set([...Object.keys(before.beliefs), ...Object.keys(after.beliefs)])].sort(compareBytes)
  return {
    from,
    to,
    facts: facts.flatMap((fact) => {
      const [a, b] = [before.beliefs[fact] ?? null, after.beliefs[fact] ?? null]
      if (canonicalJson(a) === canonicalJson(b)) return []
      const causes = touched.filter((row) => row.facts.has(fact))
      const updates = [...new Set(causes.flatMap(({ update_id }) => update_id ?? []))]
      return [{ fact, before: a, after: b, updates, revisions: causes.map(({ revision }) => revision) }]
    }),
    title: before.title === after.title ? null : { before: before.title, after: after.title },
  }
}

type State = Pick<IncidentView, 'beliefs' | 'title'> & { readonly policy: string | null }

const stateAt = async (db: Reader, id: string, revision: number): Promise<State | undefined> => {
  if (revision === 0) return { beliefs: {}, title: id, policy: null }
  const view = await revisionView(db, id, revision)
  return view === undefined ? undefined : withOpenTitle(db, view, { revision, asOf: null })
}
