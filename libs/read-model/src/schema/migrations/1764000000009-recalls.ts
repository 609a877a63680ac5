import type { MigrationInterface, QueryRunner } from 'typeorm'
import { recallTable } from '../projection-tables.js'
import { projectionsOf } from './projections.js'

/** Ledgers are kept that incidents are taken up from. Versions that are made later are made with what this adds. */
export class Recalls1764000000009 implements MigrationInterface {
  readonly name = 'Recalls1764000000009'

  async up(runner: QueryRunner): Promise<void> {
    // Empty ones will do: an incident of which none is kept is taken up from all of its events.
    for (const { schema } of await projectionsOf(runner)) await runner.query(recallTable(schema))
  }

  /** The table does no harm where nobody reads it. */
  async down(): Promise<void> {}
}
