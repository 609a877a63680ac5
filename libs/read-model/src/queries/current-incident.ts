import type { IncidentView } from '#incident'
import type { Reader } from './database-reader.js'
import { withOpenTitle } from './veil.js'

export type CurrentIncident = { readonly id: string; readonly revision: number; readonly body: string }

type Row = CurrentIncident & { readonly holds: boolean }

/** Whether an incident was ever told to hold something: only then its title may have to be another one. */
export const holdsOf = (id: string): string =>
  `EXISTS (SELECT FROM desk.wire_update h WHERE h.incident_id = ${id} AND h.action IN ('hold', 'release'))`

const sql = `SELECT i.id, i.revision, i.body, ${holdsOf('i.id')} AS holds FROM desk.incident i WHERE i.id = coalesce(
  (SELECT id FROM desk.incident WHERE id = $1), (SELECT incident_id FROM desk.alias WHERE name = $1))`

/** The current state of an incident, by id or else by alias; `body` is the JSON text of the answer. */
export const currentIncident = async (db: Reader, name: string): Promise<CurrentIncident | undefined> => {
  const { rows } = await db.query<Row>({ name: 'current-incident', text: sql, values: [name] })
  const [row] = rows
  return row === undefined ? undefined : { id: row.id, revision: row.revision, body: await openBody(db, row) }
}

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
