import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'

export type ListedProjection = {
  readonly name: string
  readonly version: number
  readonly schema: string
  readonly status: string
  readonly policy: string
  readonly createdAt: string
  readonly switchedAt: string | null
}

const sql = `SELECT name, version, schema, status, policy, ${utc('created_at')} AS "createdAt", ${utc('switched_at')} AS "switchedAt"
  FROM desk.projection ORDER BY name, version`

/** Every version of the projection that the registry holds. */
export const listProjections = async (db: Reader): Promise<ListedProjection[]> =>
  (await db.query<ListedProjection>({ name: 'list-projections', text: sql, values: [] })).rows
