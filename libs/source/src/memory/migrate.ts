import pg from 'pg'
import { DataSource } from 'typeorm'
import { Sources1764000001000 } from './migrations/1764000001000-sources.js'

// A number no other lock of ours has: two processes that start together must not migrate together.
const migrationLock = 7_410_004

/**
 * Brings schema `source` up to date, gives the filer's role its rights where there is one, and answers the migrations that ran; safe
 * to call by several processes at once.
 */
export const migrateSources = async (url: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url, application_name: 'wireledger-migrate-sources' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(${migrationLock})`)
    await client.query('CREATE SCHEMA IF NOT EXISTS source')
    const names = await runMigrations(url)
    await client.query(grants)
    return names
  } finally {
    await client.end()
  }
}

// The read model makes the roles; what runs before it runs as the login user.
const grants = `
DO $$ BEGIN
  IF to_regrole('wireledger_filer') IS NOT NULL THEN
    GRANT USAGE ON SCHEMA source TO wireledger_filer;
    GRANT SELECT, INSERT, UPDATE, DELETE ON source.place, source.entry TO wireledger_filer;
  END IF;
END $$`

const runMigrations = async (url: string): Promise<string[]> => {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: 'source',
    migrations: [Sources1764000001000],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    extra: { max: 1 },
  })
  await source.initialize()
  try {
    return (await source.runMigrations()).map(({ name }) => name)
  } finally {
    await source.destroy()
  }
}
