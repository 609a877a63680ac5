import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Incidents that were merged away: what their names stand for now. */
export class Relink1764200000000 implements MigrationInterface {
  readonly name = 'Relink1764200000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE filing.incident ADD COLUMN merged_into text')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE filing.incident DROP COLUMN merged_into')
  }
}
