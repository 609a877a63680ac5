import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { measure, NotMeasured, type Sample } from '../measure.js'
import { liveSchema } from '../product.js'
import type { Round } from '../round.js'

/**
 * What the database server itself can take: a server-side binary COPY of the very revision rows of a projection, with
 * the primary key and the unique event id in place, and no client in the way.
 */
export const copyLimit = async ({ stack, log, database: { pool }, projected }: Round): Promise<Sample> => {
  if (stack.serverFolder === null)
    throw new NotMeasured('the server of DATABASE_URL has no folder that the bench knows')
  await projected()
  const schema = await liveSchema(pool)
  const file = join(stack.serverFolder, `revisions-${process.pid}.bin`)
  await pool.query(`COPY ${schema}.revision TO '${file}' (FORMAT binary)`)
  await pool.query('DROP TABLE IF EXISTS copy_limit')
  await pool.query(`CREATE TABLE copy_limit (LIKE ${schema}.revision)`)
  await pool.query('ALTER TABLE copy_limit ADD PRIMARY KEY (incident_id, revision)')
  await pool.query('CREATE UNIQUE INDEX ON copy_limit (event_id)')
  await pool.query('CHECKPOINT')
  try {
    return await measure(log.events, stack.pids.postgres, async () => {
      const { rowCount } = await pool.query(`COPY copy_limit FROM '${file}' (FORMAT binary)`)
      return rowCount === log.events
    })
  } finally {
    await pool.query('DROP TABLE copy_limit')
    rmSync(file, { force: true })
  }
}
