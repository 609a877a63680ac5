import type { MigrationInterface, QueryRunner } from 'typeorm'
import { searchTables } from '../../search/search-tables.js'
import { createVersion } from '../version.js'

/** The first version of the projection, live from the start. Its grants are given after the migrations. */
export class FirstProjection1764000000002 implements MigrationInterface {
  readonly name = 'FirstProjection1764000000002'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(searchTables)
    await createVersion(runner, 1, 'live', false)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA incident_p1 CASCADE')
    await runner.query('DROP SCHEMA search CASCADE')
    await runner.query('DELETE FROM wireledger.projection')
  }
}
