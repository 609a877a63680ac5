import type { IncidentView } from '#incident'
import type { Together } from '../together.js'
import type { Reader } from './database-reader.js'
import { inPlaces } from './in-places.js'
import { byName, canBeName } from './incident-name.js'
import { withOpenTitle } from './veil.js'

export type CurrentIncident = {
  readonly id: string
  readonly revision: number
  readonly body: string
  readonly policy: string
  /** True where it was asked for by a name of another incident, which was merged into it. */
  readonly isMerger: boolean
}

type Row = Omit<CurrentIncident, 'isMerger'> & { readonly holds: boolean; readonly updates: number }
type Placed = Row & { readonly place: string }

/** Whether an incident was ever told to hold something: only then its title may have to be another one. */
export const holdsOf = (id: string): string => `EXISTS (SELECT FROM desk.hold h WHERE h.incident_id = ${id})`

const sql = `SELECT q.place, i.id, i.revision, i.body, i.policy, i.updates, ${holdsOf('i.id')} AS holds
  FROM unnest($1::text[]) WITH ORDINALITY AS q(name, place) ${byName}`

/** The rows of the incidents of these names, each in the place of its name; undefined where there is none. */
export const currentRows = async (db: Reader, names: readonly string[]): Promise<readonly (Row | undefined)[]> => {
  const values = [names.map((name) => (canBeName(name) ? name : ''))]
  const { rows } = await db.query<Placed>({ name: 'current-incidents', text: sql, values })
  return inPlaces(rows, names.length)
}

/** How a row is asked for: by itself, or together with others. */
export type AskRow = Together<string, Row | undefined>
const askOne =
  (db: Reader): AskRow =>
  async (name) =>
    (await currentRows(db, [name]))[0]

/**
 * The current state of an incident, by id or else by alias; `body` is the JSON text of the answer. A name of one that
 * was merged away stands for the one it was merged into.
 */
export const currentIncident = async (
  db: Reader,
  name: string,
  rowOf: AskRow = askOne(db),
): Promise<CurrentIncident | undefined> => {
  const row = await rowOf(name)
  return row === undefined ? undefined : standingFor(db, row, rowOf)
}

/** As {@link currentIncident}, but an id stands for its own incident, also where that was merged away: it has a history. */
export const ownIncident = async (
  db: Reader,
  name: string,
  rowOf: AskRow = askOne(db),
): Promise<CurrentIncident | undefined> => {
  const row = await rowOf(name)
  if (row === undefined) return undefined
  return row.id === name ? shown(db, row, false) : standingFor(db, row, rowOf)
}

/** An incident, or what it was merged into in the end. */
const standingFor = async (db: Reader, named: Row, rowOf: AskRow): Promise<CurrentIncident | undefined> => {
  const been = new Set<string>()
  for (let row: Row | undefined = named; row !== undefined;) {
    const into = mergedInto(row)
    // Two streams are projected one after the other: for a moment each may seem to be merged into the other.
    if (into === undefined || been.has(into)) return shown(db, row, been.size > 0)
    been.add(row.id)
    row = await rowOf(into)
  }
  return undefined
}

const shown = async (db: Reader, row: Row, isMerger: boolean): Promise<CurrentIncident> => ({
  id: row.id,
  revision: row.revision,
  policy: row.policy,
  body: await openBody(db, row),
  isMerger,
})

/** What an incident was merged into. Only of one without updates the text of its current view has to be looked into. */
export const mergedInto = ({ updates, body }: Pick<Row, 'updates' | 'body'>): string | undefined =>
  updates > 0 ? undefined : (JSON.parse(body) as IncidentView).mergedInto

/** The text of a current view, its title another one where that of a held item stands there. */
export const openBody = async (
  db: Reader,
  { body, holds }: { readonly body: string; readonly holds: boolean },
): Promise<string> => {
  if (!holds) return body
  const view = JSON.parse(body) as IncidentView
  const open = await withOpenTitle(db, view, { revision: null, asOf: null })
  return open === view ? body : JSON.stringify(open)
}
