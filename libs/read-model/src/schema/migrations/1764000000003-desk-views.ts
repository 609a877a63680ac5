import type { MigrationInterface, QueryRunner } from 'typeorm'
import { pointViews } from '../views.js'

/** The doors of the read side: views over the live version. */
export class DeskViews1764000000003 implements MigrationInterface {
  readonly name = 'DeskViews1764000000003'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA desk')
    await pointViews(runner, { schema: 'incident_p1', policy: 'P1' })
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA desk CASCADE')
  }
}
