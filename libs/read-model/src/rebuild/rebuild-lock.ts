import type { Pool } from 'pg'
import { ProjectionError } from '../schema/registry.js'

const rebuildLock = 7_410_003

/** Runs the work where no other rebuild, rollback or drop does; the lock ends with the connection, however that ends. */
export const aloneOn = async <T>(pool: Pool, work: () => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ got: boolean }>(`SELECT pg_try_advisory_lock(${rebuildLock}) AS got`)
    if (rows[0]?.got !== true)
      throw new ProjectionError('REBUILD_RUNNING', 'another replay is running on this database')
    return await work()
  } finally {
    client.release(true)
  }
}
