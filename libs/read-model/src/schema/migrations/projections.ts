import type { QueryRunner } from 'typeorm'
import { projectionIndexes } from '../projection-indexes.js'
import { projectionName, type ProjectionVersion } from '../registry.js'

type Answer = readonly { readonly there: boolean }[]

/** The versions that there are, each with its tables. */
export const projectionsOf = async (runner: QueryRunner): Promise<readonly ProjectionVersion[]> =>
  (await runner.query(
    `SELECT name, version, schema, status, policy FROM wireledger.projection WHERE name = '${projectionName}'`,
  )) as ProjectionVersion[]

/** Whether the revisions of a version were made with this column. */
export const revisionsHave = async (runner: QueryRunner, schema: string, column: string): Promise<boolean> => {
  const found = (await runner.query(`SELECT EXISTS (SELECT FROM pg_attribute
    WHERE attrelid = '${schema}.revision'::regclass AND attname = '${column}') AS there`)) as Answer
  return found[0]?.there === true
}

/** Whether a version has an index of this name. */
export const hasIndex = async (runner: QueryRunner, schema: string, name: string): Promise<boolean> => {
  const found = (await runner.query(`SELECT to_regclass('${schema}.${name}') IS NOT NULL AS there`)) as Answer
  return found[0]?.there === true
}

/** Makes indexes of these names; one that is being built makes its own after its load. */
export const addIndexes = async (
  runner: QueryRunner,
  { schema, status }: ProjectionVersion,
  names: readonly string[],
): Promise<void> => {
  if (status === 'building') return
  for (const { name, sql } of projectionIndexes(schema)) if (names.includes(name)) await runner.query(sql)
}
