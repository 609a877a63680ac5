import type { ClientBase, Pool } from 'pg'

type Db = Pick<ClientBase, 'query'>

/** The incident of its own that an id or alias names, whatever became of it; undefined where there is none. */
export const namedIncident = async (db: Db, name: string): Promise<string | undefined> => {
  if (name.includes('\u0000')) return undefined
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM filing.incident WHERE id = $1 UNION ALL SELECT incident_id FROM filing.alias WHERE name = $1 LIMIT 1`,
    [name],
  )
  return rows[0]?.id
}

// An incident is never merged into what stands for itself, so that the way ends.
const follow = `WITH RECURSIVE way AS (
    SELECT id, merged_into, 1 AS step FROM filing.incident WHERE id = $1
    UNION ALL SELECT i.id, i.merged_into, way.step + 1 FROM way JOIN filing.incident i ON i.id = way.merged_into)
  SELECT id FROM way ORDER BY step DESC LIMIT 1`

/** The incident that one stands for now: itself, or what it was merged into in the end. */
export const standsFor = async (db: Db, id: string): Promise<string> =>
  (await db.query<{ id: string }>(follow, [id])).rows[0]?.id ?? id

/** The incident that an id or alias stands for, as far as it is filed; undefined where there is none. */
export const incidentOfName = async (pool: Pool, name: string): Promise<string | undefined> => {
  const own = await namedIncident(pool, name)
  return own === undefined ? undefined : standsFor(pool, own)
}
