import type { IncidentView } from '#incident'
import type { Reader } from './database-reader.js'
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

/** Whether an incident was ever told to hold something: only then its title may have to be another one. */
export const holdsOf = (id: string): string =>
  `EXISTS (SELECT FROM desk.wire_update h WHERE h.incident_id = ${id} AND h.action IN ('hold', 'release'))`

const sql = `SELECT i.id, i.revision, i.body, i.policy, i.updates, ${holdsOf('i.id')} AS holds FROM desk.incident i WHERE i.id = coalesce(
  (SELECT id FROM desk.incident WHERE id = $1), (SELECT incident_id FROM desk.alias WHERE name = $1))`

/**
 * The current state of an incident, by id or else by alias; `body` is the JSON text of the answer. A name of one that
 * was merged away stands for the one it was merged into.
 */
export const currentIncident = async (db: Reader, name: string): Promise<CurrentIncident | undefined> => {
  const row = await rowOf(db, name)
  return row === undefined ? undefined : standingFor(db, row)
}

/** As {@link currentIncident}, but an id stands for its own incident, also where that was merged away: it has a history. */
export const ownIncident = async (db: Reader, name: string): Promise<CurrentIncident | undefined> => {
  const row = await rowOf(db, name)
  if (row === undefined) return undefined
  return row.id === name ? shown(db, row, false) : standingFor(db, row)
}

/** An incident, or what it was merged into in the end. */
const standingFor = async (db: Reader, named: Row): Promise<CurrentIncident | undefined> => {
  const been = new Set<string>()
  for (let row: Row | undefined = named; row !== undefined;) {
    const into = mergedInto(row)
    // Two streams are projected one after the other: for a moment each may seem to be merged into the other.
    if (into === undefined || been.has(into)) return shown(db, row, been.size > 0)
    been.add(row.id)
    row = await rowOf(db, into)
  }
  return undefined
}

const rowOf = async (db: Reader, name: string): Promise<Row | undefined> =>
  (await db.query<Row>({ name: 'current-incident', text: sql, values: [name] })).rows[0]

const shown = async (db: Reader, row: Row, isMerger: boolean): Promise<CurrentIncident> => ({
  id: row.id,
  revision: row.revision,
  policy: row.policy,
  body: await openBody(db, row),
  isMerger,
})

// Only of an incident without updates the text has to be looked into.
const mergedInto = ({ updates, body }: Row): string | undefined =>
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
