import type { Pool } from 'pg'
import { namedIncident, standsFor } from './resolve-incident.js'

/** The incident that an id or alias stands for, as far as it is filed; undefined where there is none. */
export const incidentOfName = async (pool: Pool, name: string): Promise<string | undefined> => {
  const own = await namedIncident(pool, name)
  return own === undefined ? undefined : standsFor(pool, own)
}
