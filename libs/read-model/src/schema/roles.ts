import type { ClientBase } from 'pg'
import { roleName, type DatabaseRole } from '../database.js'
import type { SqlRunner } from './sql-runner.js'

const roles: readonly DatabaseRole[] = ['owner', 'projector', 'desk', 'filer']

/**
 * Makes the service roles (none can log in) and lets the login user take them. False where the login user may not: a
 * database that is not ours to change works without, with one warning from the caller.
 */
export const ensureRoles = async (client: SqlRunner): Promise<boolean> => {
  try {
    for (const role of roles) await client.query(ensureRole(roleName(role)))
    await client.query(
      `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO ${roleName('owner')}', current_database()); END $$`,
    )
    return true
  } catch (error) {
    if ((error as { code?: string }).code === insufficientPrivilege) return false
    throw error
  }
}

const insufficientPrivilege = '42501'

// Roles belong to the whole server: another database's migration may be making them at this very moment.
const ensureRole = (name: string): string => `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') THEN
    BEGIN
      CREATE ROLE ${name} NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  IF NOT pg_has_role(current_user, '${name}', 'MEMBER') THEN
    EXECUTE format('GRANT ${name} TO %I', current_user);
  END IF;
END $$`

/** What the projector may do in one version: add revisions and claims, never alter one. */
export const grantVersion = async (client: SqlRunner, schema: string): Promise<void> => {
  const projector = roleName('projector')
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${projector}`)
  await client.query(`GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA ${schema} TO ${projector}`)
  for (const table of ['incident', 'recall', 'alias', 'checkpoint']) {
    await client.query(`GRANT UPDATE ON ${schema}.${table} TO ${projector}`)
  }
}

/** The registry and the views, which do not change from version to version. */
export const grantDoors = async (client: SqlRunner): Promise<void> => {
  const [projector, desk, filer] = [roleName('projector'), roleName('desk'), roleName('filer')]
  await client.query(`GRANT USAGE ON SCHEMA wireledger TO ${projector}`)
  await client.query(`GRANT SELECT ON wireledger.projection TO ${projector}`)
  await client.query(`GRANT USAGE ON SCHEMA search TO ${projector}`)
  await client.query(`GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA search TO ${projector}`)
  await client.query(`GRANT UPDATE ON search.checkpoint TO ${projector}`)
  await client.query(`GRANT EXECUTE ON FUNCTION search.merge_words() TO ${projector}`)
  await client.query(`GRANT USAGE ON SCHEMA desk TO ${desk}`)
  await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA desk TO ${desk}`)
  // Whoever moves items reads what the incident they leave holds.
  await client.query(`GRANT USAGE ON SCHEMA desk TO ${filer}`)
  await client.query(`GRANT SELECT ON desk.event, desk.checkpoint TO ${filer}`)
}

/** Filing makes its tables before these roles exist, so its grants are given here, by the login user who owns them. */
export const grantFiling = async (client: SqlRunner): Promise<void> => {
  const [owner, desk, filer] = [roleName('owner'), roleName('desk'), roleName('filer')]
  await client.query(`GRANT USAGE ON SCHEMA filing TO ${owner}, ${desk}, ${filer}`)
  await client.query(`GRANT SELECT ON filing.quarantine TO ${owner}`)
  await client.query(`GRANT SELECT ON filing.receipt, filing.checkpoint, filing.quarantine TO ${desk}`)
  // Whether something waits there, and not a word of it.
  await client.query(`GRANT SELECT (position) ON filing.embargo TO ${desk}`)
  await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA filing TO ${filer}`)
  await client.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA filing TO ${filer}`)
}

/** Whether the service roles are there. */
export const ensuredRoles = async (client: Pick<ClientBase, 'query'>): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regrole('${roleName('projector')}') IS NOT NULL AS there`,
  )
  return rows[0]?.there === true
}
