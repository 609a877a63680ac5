import type { Pool } from 'pg'

/** The incident that an id or alias stands for, as far as it is filed; undefined where there is none. */
export const incidentOfName = async (pool: Pool, name: string): Promise<string | undefined> => {
  if (name.includes('\u0000')) return undefined
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM filing.incident WHERE id = $1 UNION ALL SELECT incident_id FROM filing.alias WHERE name = $1 LIMIT 1`,
    [name],
  )
  return rows[0]?.id
}
