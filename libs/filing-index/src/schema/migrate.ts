import pg from 'pg'
import { DataSource } from 'typeorm'
import { FilingIndex1764000000000 } from './migrations/1764000000000-filing-index.js'
import { Status1764100000000 } from './migrations/1764100000000-status.js'
import { Relink1764200000000 } from './migrations/1764200000000-relink.js'
import { CheckpointTime1764000000100 } from './migrations/1764000000100-checkpoint-time.js'

// Any number of ours: two processes that start together must not migrate together.
const migrationLock = 7_410_002

/**
 * Brings schema `filing` up to date and answers the migrations that ran; safe to call by several processes at once. The
 * read model's migrations come after it and give the roles their rights.
 */
export const migrateFilingIndex = async (url: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url, application_name: 'wireledger-migrate-filing' })
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(${migrationLock})`)
    await client.query('CREATE SCHEMA IF NOT EXISTS filing')
    return await runMigrations(url)
  } finally {
    await client.end()
  }
}

const runMigrations = async (url: string): Promise<string[]> => {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: 'filing',
    migrations: [FilingIndex1764000000000, CheckpointTime1764000000100, Status1764100000000, Relink1764200000000],
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
