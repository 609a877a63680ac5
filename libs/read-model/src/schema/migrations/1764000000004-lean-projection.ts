import type { MigrationInterface, QueryRunner } from 'typeorm'
import { searchTables } from '../../search/search-tables.js'
import { projectionName, schemaOf, type ProjectionVersion } from '../registry.js'
import { createVersion } from '../version.js'
import { pointViews } from '../views.js'

/**
 * Databases of before full text stood beside the versions: what their versions held is dropped and projected again from
 * the log, which is where it came from. Newer ones have nothing to change.
 */
export class LeanProjection1764000000004 implements MigrationInterface {
  readonly name = 'LeanProjection1764000000004'

  async up(runner: QueryRunner): Promise<void> {
    const there = (await runner.query(`SELECT to_regclass('search.document') IS NOT NULL AS lean`)) as {
      lean: boolean
    }[]
    if (there[0]?.lean === true) return
    const versions = (await runner.query(
      `SELECT name, version, schema, status FROM wireledger.projection WHERE name = '${projectionName}'`,
    )) as ProjectionVersion[]
    await runner.query('DROP SCHEMA desk CASCADE')
    for (const { schema } of versions) await runner.query(`DROP SCHEMA ${schema} CASCADE`)
    await runner.query('DELETE FROM wireledger.projection')
    await runner.query(searchTables)
    const version = Math.max(0, ...versions.map((one) => one.version)) + 1
    await createVersion(runner, version, 'live', false)
    await runner.query('CREATE SCHEMA desk')
    await pointViews(runner, { schema: schemaOf(version), policy: 'P1' })
  }

  /** There is no way back to tables that nobody writes any more. */
  async down(): Promise<void> {}
}
