import pg from 'pg'
import { roleName } from '../database.js'
import { Registry1764000000001 } from './migrations/1764000000001-registry.js'
import { FirstProjection1764000000002 } from './migrations/1764000000002-first-projection.js'
import { DeskViews1764000000003 } from './migrations/1764000000003-desk-views.js'
import { LeanProjection1764000000004 } from './migrations/1764000000004-lean-projection.js'
import { PolicyOfAVersion1764000000005 } from './migrations/1764000000005-policy-of-a-version.js'
import { Moves1764000000006 } from './migrations/1764000000006-moves.js'
import { SaidSpans1764000000007 } from './migrations/1764000000007-said-spans.js'
import { ClockSteps1764000000008 } from './migrations/1764000000008-clock-steps.js'
import { Recalls1764000000009 } from './migrations/1764000000009-recalls.js'
import { OneIndexOfNames1764000000010 } from './migrations/1764000000010-one-index-of-names.js'
import { MergingWords1764000000011 } from './migrations/1764000000011-merging-words.js'
import { ProjectionError, projectionVersions } from './registry.js'
import { ensureRoles, grantDoors, grantFiling, grantVersion } from './roles.js'

export type MigrateOptions = { readonly warn?: (message: string) => void }

/**
 * Brings the schema of the read model up to date and answers the migrations that ran; safe to call by several services
 * at once. Filing's migrations go first. Throws {@link ProjectionError} `NOT_MIGRATED` where they have not.
 */
export const migrateReadModel = async (url: string, { warn = warnOnce }: MigrateOptions = {}): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url, application_name: 'wireledger-migrate' })
  // What happens to the connection between two statements, the next one says.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(${migrationLock})`)
    await requireFiling(client)
    const roles = await ensureRoles(client)
    if (!roles) warn('the login user may not make roles: every service runs with its privileges')
    await client.query(`CREATE SCHEMA IF NOT EXISTS wireledger ${roles ? `AUTHORIZATION ${roleName('owner')}` : ''}`)
    if (roles) await grantFiling(client)
    const names = await runMigrations(url, roles)
    if (roles) await grantAll(client)
    return names
  } finally {
    await client.end()
  }
}

// Any number of ours: two processes that start together must not migrate together.
const migrationLock = 7_410_001

const warnOnce = (message: string): void => {
  process.emitWarning(message, { code: 'WIRELEDGER_NO_ROLES' })
}

const requireFiling = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('filing.quarantine') IS NOT NULL AS there`,
  )
  if (rows[0]?.there !== true) {
    throw new ProjectionError(
      'NOT_MIGRATED',
      'schema filing is missing: run the migrations of filing before those of the read model',
    )
  }
}

// The owner's role is taken for the migrations, so that what they make belongs to nobody who can log in.
const runMigrations = async (url: string, roles: boolean): Promise<string[]> => {
  // Loading TypeORM takes half of what loading this whole library does, and only whoever migrates needs it.
  const { DataSource } = await import('typeorm')
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: 'wireledger',
    migrations: [
      Registry1764000000001,
      FirstProjection1764000000002,
      DeskViews1764000000003,
      LeanProjection1764000000004,
      PolicyOfAVersion1764000000005,
      Moves1764000000006,
      SaidSpans1764000000007,
      ClockSteps1764000000008,
      Recalls1764000000009,
      OneIndexOfNames1764000000010,
      MergingWords1764000000011,
    ],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    extra: { max: 1, ...(roles ? { options: `-c role=${roleName('owner')}` } : {}) },
  })
  await source.initialize()
  try {
    return (await source.runMigrations()).map(({ name }) => name)
  } finally {
    await source.destroy()
  }
}

const grantAll = async (client: pg.Client): Promise<void> => {
  await client.query(`SET ROLE ${roleName('owner')}`)
  await grantDoors(client)
  for (const { schema } of await projectionVersions(client)) await grantVersion(client, schema)
}
