import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { measure, type Sample } from './measure.js'

/**
 * What the database server itself can take: a server-side binary COPY of the very revision rows of a projection, with
 * the primary key and the unique event id in place, and no client in the way.
 */
export const copyLimit = async (pool: Pool, schema: string, folder: string, events: number): Promise<Sample> => {
  const file = join(folder, `revisions-${schema}.bin`)
  await pool.query(`COPY ${schema}.revision TO '${file}' (FORMAT binary)`)
  await pool.query(`DROP TABLE IF EXISTS ${schema}_limit`)
  await pool.query(`CREATE TABLE ${schema}_limit (LIKE ${schema}.revision)`)
  await pool.query(`ALTER TABLE ${schema}_limit ADD PRIMARY KEY (incident_id, revision)`)
  await pool.query(`CREATE UNIQUE INDEX ON ${schema}_limit (event_id)`)
  await pool.query('CHECKPOINT')
  const sample = await measure(events, async () => {
    const { rowCount } = await pool.query(`COPY ${schema}_limit FROM '${file}' (FORMAT binary)`)
    return rowCount === events
  })
  await pool.query(`DROP TABLE ${schema}_limit`)
  rmSync(file, { force: true })
  return sample
}
