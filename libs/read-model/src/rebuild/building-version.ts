import type { Pool, PoolClient } from 'pg'
import { projectionIndexes } from '../schema/projection-indexes.js'
import { projectionName, ProjectionError, projectionVersions, type ProjectionVersion } from '../schema/registry.js'
import { ensuredRoles } from '../schema/roles.js'
import { createVersion } from '../schema/version.js'

/**
 * The version of a policy being built: the one an interrupted rebuild left, or a new one. `restart` throws a left one
 * away. Throws {@link ProjectionError} `OTHER_POLICY` where the one that was left is of another policy: nobody shall get
 * a policy that he did not ask for.
 */
export const openBuilding = async (
  pool: Pool,
  { restart, policy }: { readonly restart: boolean; readonly policy: string },
): Promise<ProjectionVersion> => {
  const left = await buildingVersion(pool)
  if (left !== undefined && !restart && left.policy !== policy)
    throw new ProjectionError(
      'OTHER_POLICY',
      `${left.schema} was left unfinished under policy ${left.policy}, and ${policy} was asked for: go on with --policy ${left.policy}, begin anew with --restart, or drop it with --cancel`,
    )
  if (left !== undefined && !restart) return left
  return inTransaction(pool, async (client) => {
    if (left !== undefined) await dropVersion(client, left)
    const versions = await projectionVersions(client)
    const version = Math.max(0, ...versions.map((one) => one.version)) + 1
    await createVersion(client, version, 'building', await ensuredRoles(client))
    await client.query('UPDATE wireledger.projection SET policy = $3 WHERE name = $1 AND version = $2', [
      projectionName,
      version,
      policy,
    ])
    const made = (await projectionVersions(client)).find((one) => one.version === version)
    if (made === undefined) throw new Error(`version ${version} was not registered`)
    return made
  })
}

/** The version that a rebuild left unfinished. */
export const buildingVersion = async (pool: Pool): Promise<ProjectionVersion | undefined> =>
  (await projectionVersions(pool)).find(({ status }) => status === 'building')

/** Makes the keys and indexes that are still missing, the tables side by side, and tells the planner of the rows. */
export const finishIndexes = async (pool: Pool, schema: string): Promise<void> => {
  const { rows } = await pool.query<{ indexname: string }>('SELECT indexname FROM pg_indexes WHERE schemaname = $1', [
    schema,
  ])
  const there = new Set(rows.map(({ indexname }) => indexname))
  const missing = projectionIndexes(schema).filter(({ name }) => !there.has(name))
  const finishTable = async (table: string): Promise<void> => {
    for (const index of missing) if (index.table === table) await pool.query(index.sql)
  }
  await Promise.all([...new Set(missing.map(({ table }) => table))].map(finishTable))
  await analyze(pool, schema)
}

const analyze = async (pool: Pool, schema: string): Promise<void> => {
  for (const table of ['incident', 'recall', 'incident_tag', 'alias', 'revision', 'event', 'effect'])
    await pool.query(`ANALYZE ${schema}.${table}`)
}

/** Drops a version's tables and forgets it. */
export const dropVersion = async (client: PoolClient, { schema, version }: ProjectionVersion): Promise<void> => {
  await client.query(`DROP SCHEMA ${schema} CASCADE`)
  await client.query('DELETE FROM wireledger.projection WHERE name = $1 AND version = $2', [projectionName, version])
}

export const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const answer = await work(client)
    await client.query('COMMIT')
    client.release()
    return answer
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    client.release(true)
    throw error
  }
}
