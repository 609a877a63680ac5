import type { IncidentView } from '#incident'
import { together } from '../together.js'
import { currentIncident, currentRows, mergedInto, ownIncident, type CurrentIncident } from './current-incident.js'
import type { Reader } from './database-reader.js'
import { diffRevisions, type Diff } from './diff.js'
import { asOfView, foldedAsOf, knownAtStep, storedAsOf } from './past-view.js'
import {
  statesAsOf,
  statesKnownAt,
  statesOfRevisions,
  viewOfRevision,
  viewOfState,
  type AsOfQuestion,
  type KnownQuestion,
  type RevisionQuestion,
  type StateRow,
  type StateSource,
} from './stored-state.js'
import { openStretchMemory } from './stretch-memory.js'
import { withOpenTitle } from './veil.js'

/** Which state of the past is wished for: of a revision, or of what had been said or recorded by a moment, or both. */
export type PastWish = {
  readonly revision: number | null
  readonly asOf: string | null
  readonly knownAt: string | null
}

export type PastState =
  | { readonly found: 'view'; readonly view: IncidentView; readonly isMerger: boolean }
  | { readonly found: 'no incident' }
  | { readonly found: 'no revision'; readonly last: number }
  | { readonly found: 'nothing yet'; readonly openedAt: string }

/** The reads of one incident that are asked for most. Those that come at the same time share their statements. */
export type IncidentReads = {
  /** As {@link currentIncident}. */
  current(name: string): Promise<CurrentIncident | undefined>
  /** As {@link ownIncident}. */
  own(name: string): Promise<CurrentIncident | undefined>
  /** A state of the past. Where it was known as itself it is itself, whatever it was merged into later. */
  past(name: string, wish: PastWish): Promise<PastState>
  /** As {@link diffRevisions}. */
  diff(id: string, from: number, to: number): Promise<Diff | undefined>
}

// A state of now is one row. One of the past may have to be read from many: few at a time, so that the database works on the
// next ones while the answers are written. Two cores may work on two statements.
const now = { most: 32, atOnce: 2 }
const then = { most: 8, atOnce: 2 }

/** `lookups` keeps its plans (see openDatabase), for what is always found along the same indexes. */
export const openIncidentReads = (db: Reader, lookups: Reader): IncidentReads => {
  const row = together((names: readonly string[]) => currentRows(lookups, names), now)
  const memory = openStretchMemory()
  const [source, kept] = [
    { db, memory },
    { db: lookups, memory },
  ]
  const revision = together((asked: readonly RevisionQuestion[]) => statesOfRevisions(kept, asked), then)
  const known = together((asked: readonly KnownQuestion[]) => statesKnownAt(kept, asked), then)
  const said = together((asked: readonly AsOfQuestion[]) => statesAsOf(kept, asked), then)

  const rowOf = (name: string, wish: PastWish): Promise<StateRow | undefined> => {
    if (wish.revision !== null) return revision({ name, revision: wish.revision })
    if (wish.knownAt !== null) return known({ name, knownAt: wish.knownAt })
    return said({ name, asOf: wish.asOf ?? '', until: null })
  }
  const past = async (name: string, wish: PastWish, merger: boolean | null): Promise<PastState> => {
    const state = await rowOf(name, wish)
    if (state === undefined) return { found: 'no incident' }
    const isOwn = wish.revision !== null || wish.knownAt !== null
    if (
      merger === null &&
      !(isOwn && state.id === name) &&
      mergedInto({ updates: state.updates, body: state.body ?? '{}' }) !== undefined
    ) {
      const standing = await (isOwn ? ownIncident : currentIncident)(db, name)
      return standing === undefined ? { found: 'no incident' } : past(standing.id, wish, standing.isMerger)
    }
    const view = await viewOf(source, state, wish)
    if (view !== undefined) {
      const open = state.veils ? await withOpenTitle(db, view, { revision: view.revision, asOf: wish.asOf }) : view
      return { found: 'view', view: open, isMerger: merger === true }
    }
    return wish.revision === null
      ? { found: 'nothing yet', openedAt: state.opened_at ?? '' }
      : { found: 'no revision', last: state.last }
  }
  return {
    current: (name) => currentIncident(db, name, row),
    own: (name) => ownIncident(db, name, row),
    past: (name, wish) => past(name, wish, null),
    diff: (id, from, to) => diffRevisions(source, id, from, to),
  }
}

const viewOf = async (
  source: StateSource,
  row: StateRow,
  { revision, asOf, knownAt }: PastWish,
): Promise<IncidentView | undefined> => {
  if (revision !== null) return viewOfRevision(row, revision)
  if (knownAt === null) {
    const base = JSON.parse(row.body ?? '') as IncidentView
    return storedAsOf(row, base) ?? foldedAsOf(source.db, base, asOf ?? '', null)
  }
  const view = row.mixed ? await knownAtStep(source, row.id, knownAt) : viewOfState(row)
  return view === undefined || asOf === null ? view : asOfView(source, view, asOf, knownAt)
}
