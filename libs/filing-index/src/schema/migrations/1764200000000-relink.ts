import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Incidents that were merged away: what their names stand for now. And items that updates relate to before they come. */
export class Relink1764200000000 implements MigrationInterface {
  readonly name = 'Relink1764200000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE filing.incident ADD COLUMN merged_into text;
CREATE TABLE filing.awaited (
  provider    text COLLATE "C" NOT NULL,
  item        text COLLATE "C" NOT NULL,
  incident_id text NOT NULL,
  PRIMARY KEY (provider, item)
)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE filing.awaited')
    await runner.query('ALTER TABLE filing.incident DROP COLUMN merged_into')
  }
}
