import type { MigrationInterface, QueryRunner } from 'typeorm'
import { pointViews } from '../views.js'
import { addIndexes, hasIndex, projectionsOf } from './projections.js'

/** Items and updates are found by one index. Versions that are made later are made with what this adds. */
export class OneIndexOfNames1764000000010 implements MigrationInterface {
  readonly name = 'OneIndexOfNames1764000000010'

  async up(runner: QueryRunner): Promise<void> {
    for (const version of await projectionsOf(runner)) {
      const { schema, status } = version
      if (!(await hasIndex(runner, schema, 'event_named'))) await addIndexes(runner, version, ['event_named'])
      // The views find an item by what the new index is made of.
      if (status === 'live') await pointViews(runner, version)
      await runner.query(`DROP INDEX IF EXISTS ${schema}.event_update, ${schema}.event_item`)
    }
  }

  /** Whatever ran before finds the same rows without its indexes, only later. */
  async down(): Promise<void> {}
}
