import { policyNamed, type Policy } from '#incident'
import type { Reader } from './database-reader.js'

const sql = `SELECT policy FROM desk.projection WHERE status = 'live'`

/** The policy of the version that readers see. Throws where a newer program than this one made it. */
export const servingPolicy = async (db: Reader): Promise<Policy> => {
  const { rows } = await db.query<{ policy: string }>({ name: 'serving-policy', text: sql, values: [] })
  return policyNamed(rows[0]?.policy ?? '')
}
