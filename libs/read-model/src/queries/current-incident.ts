import type { Reader } from './database-reader.js'

export type CurrentIncident = { readonly id: string; readonly revision: number; readonly body: string }

const sql = `SELECT id, revision, body FROM desk.incident WHERE id = coalesce(
  (SELECT id FROM desk.incident WHERE id = $1), (SELECT incident_id FROM desk.alias WHERE name = $1))`

/** The current state of an incident, by id or else by alias; `body` is the JSON text of the answer. */
export const currentIncident = async (db: Reader, name: string): Promise<CurrentIncident | undefined> => {
  const { rows } = await db.query<CurrentIncident>({ name: 'current-incident', text: sql, values: [name] })
  return rows[0]
}
