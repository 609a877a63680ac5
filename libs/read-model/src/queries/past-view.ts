import { emptyView, policyNamed, viewAsOf, viewAsOfState, type IncidentView } from '#incident'
import type { Reader } from './database-reader.js'
import { incidentParts } from './incident-parts.js'
import { revisionView } from './revision-view.js'
import { statesAsOf, viewOfState, type StateRow, type StateSource } from './stored-state.js'

/** From what had been recorded by a moment, of an incident whose last revision by then is `view`: folded, claim by claim. */
export const foldedKnownAt = async (db: Reader, view: IncidentView, knownAt: string): Promise<IncidentView> => {
  const parts = await incidentParts(db, view.id, knownAt, null)
  const { id, aliases, openedAt } = view
  return viewAsOf({ id, aliases, openedAt, ...parts }, null, policyNamed(view.policy))
}

const recordedBy =
  'SELECT max(revision) AS last, count(*)::int AS known FROM desk.state_change WHERE incident_id = $1 AND recorded_at <= $2'

/**
 * What had been recorded by a moment that the clock stepped back to, or close to: a revision, where all before it had been
 * recorded too, and else none. Undefined where nothing had been.
 */
export const knownAtStep = async (
  from: StateSource,
  id: string,
  knownAt: string,
): Promise<IncidentView | undefined> => {
  const values = [id, knownAt]
  type Row = { readonly last: number | null; readonly known: number }
  const { rows } = await from.db.query<Row>({ name: 'recorded-by', text: recordedBy, values })
  const { last = null, known = 0 } = rows[0] ?? {}
  const view = last === null ? undefined : await revisionView(from, id, last)
  return view === undefined || last === known ? view : foldedKnownAt(from.db, view, knownAt)
}

/** From what had been said by `asOf`, of what `base` (the current view, or one of the past) knew: folded, claim by claim. */
export const foldedAsOf = async (
  db: Reader,
  base: IncidentView,
  asOf: string,
  knownAt: string | null,
): Promise<IncidentView> => {
  const parts = await incidentParts(db, base.id, knownAt, asOf)
  const { id, aliases, openedAt, lastRecordedAt, mergedInto } = base
  const into = mergedInto === undefined ? {} : { mergedInto }
  return viewAsOf({ id, aliases, openedAt, lastRecordedAt, ...into, ...parts }, asOf, policyNamed(base.policy))
}

/** The same from the revision that holds just what had been said by then. Null where there is none. */
export const storedAsOf = (row: StateRow, base: IncidentView): IncidentView | null =>
  row.mixed || row.policy !== base.policy
    ? null
    : viewAsOfState(viewOfState(row) ?? emptyView(row.id, row.policy), base)

/** From what had been said by `asOf`, of what `base` (the current view, or one of the past) knew. */
export const asOfView = async (
  from: StateSource,
  base: IncidentView,
  asOf: string,
  knownAt: string | null,
): Promise<IncidentView> => {
  const [row] = base.revision === null ? [] : await statesAsOf(from, [{ name: base.id, asOf, until: base.revision }])
  const stored = row === undefined ? null : storedAsOf(row, base)
  return stored ?? foldedAsOf(from.db, base, asOf, knownAt)
}
