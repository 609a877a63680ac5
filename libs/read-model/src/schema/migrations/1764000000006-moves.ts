import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addIndexes, hasIndex, projectionsOf } from './projections.js'

/** Items can be moved to another incident. Versions that are made later are made with what this adds. */
export class Moves1764000000006 implements MigrationInterface {
  readonly name = 'Moves1764000000006'

  async up(runner: QueryRunner): Promise<void> {
    for (const version of await projectionsOf(runner)) {
      const { schema } = version
      await runner.query(`ALTER TABLE ${schema}.effect DROP CONSTRAINT IF EXISTS effect_kind_check`)
      await runner.query(`ALTER TABLE ${schema}.effect
        ADD CONSTRAINT effect_kind_check CHECK (kind IN ('withdraw', 'kill', 'overrule', 'move'))`)
      if (!(await hasIndex(runner, schema, 'effect_move'))) await addIndexes(runner, version, ['effect_move'])
    }
  }

  /** The tables may hold moves by now; what is wider than it was does no harm. */
  async down(): Promise<void> {}
}
