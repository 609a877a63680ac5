import { ensureDatabase } from '#local-stack'
import pg from 'pg'

export type BenchDatabase = { readonly url: string; readonly pool: pg.Pool; readonly drop: () => Promise<void> }

let made = 0

/** A fresh database, so that no work profits from the rows of another; `drop` ends whoever is still connected to it. */
export const freshDatabase = async (serverUrl: string): Promise<BenchDatabase> => {
  const name = `bench_${process.pid}_${(made += 1)}`
  const target = new URL(serverUrl)
  target.pathname = `/${name}`
  await ensureDatabase(target.href)
  const pool = new pg.Pool({ connectionString: target.href, max: 6, application_name: 'bench' })
  pool.on('error', () => undefined)
  return {
    url: target.href,
    pool,
    drop: async () => {
      await pool.end()
      const admin = new pg.Client({ connectionString: serverUrl })
      await admin.connect()
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).finally(() => admin.end())
    },
  }
}
