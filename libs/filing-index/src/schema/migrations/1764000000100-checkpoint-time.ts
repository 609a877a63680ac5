import type { MigrationInterface, QueryRunner } from 'typeorm'

/** When Kafka had received the last record before a checkpoint: what tells a log from another one of the same name. */
export class CheckpointTime1764000000100 implements MigrationInterface {
  readonly name = 'CheckpointTime1764000000100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE filing.checkpoint ADD COLUMN last_received_at timestamptz')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE filing.checkpoint DROP COLUMN last_received_at')
  }
}
