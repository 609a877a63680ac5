import { projectionTables } from './projection-tables.js'
import { projectionIndexes } from './projection-indexes.js'
import { grantVersion } from './roles.js'
import { projectionName, schemaOf, type ProjectionStatus } from './registry.js'
import type { SqlRunner } from './sql-runner.js'

/**
 * Makes the tables of a version and registers it; `live` ones with every index, `building` ones get theirs after the
 * load. It is one of the first policy until another is written to the registry.
 */
export const createVersion = async (
  client: SqlRunner,
  version: number,
  status: ProjectionStatus,
  roles: boolean,
): Promise<void> => {
  const schema = schemaOf(version)
  await client.query(projectionTables(schema))
  if (status === 'live') for (const { sql } of projectionIndexes(schema)) await client.query(sql)
  if (roles) await grantVersion(client, schema)
  await client.query('INSERT INTO wireledger.projection (name, version, schema, status) VALUES ($1, $2, $3, $4)', [
    projectionName,
    version,
    schema,
    status,
  ])
}
