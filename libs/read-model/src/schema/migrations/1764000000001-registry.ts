import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The registry of projection versions: at most one of a name is live. */
export class Registry1764000000001 implements MigrationInterface {
  readonly name = 'Registry1764000000001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE wireledger.projection (
        name        text NOT NULL,
        version     integer NOT NULL,
        schema      text NOT NULL UNIQUE,
        status      text NOT NULL CHECK (status IN ('live', 'building', 'retired')),
        created_at  timestamptz NOT NULL DEFAULT now(),
        switched_at timestamptz,
        PRIMARY KEY (name, version)
      )`)
    await runner.query(`CREATE UNIQUE INDEX projection_live ON wireledger.projection (name) WHERE status = 'live'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE wireledger.projection')
  }
}
