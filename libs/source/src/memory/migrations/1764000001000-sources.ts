import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What must be remembered of polled sources: where to go on, and which entries were sent or put aside. */
export class Sources1764000001000 implements MigrationInterface {
  readonly name = 'Sources1764000001000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE source.place, source.entry')
  }
}

const tables = `
-- Where a source goes on. url: the page to ask for next, null for the one configured. The validators belong to known_url.
CREATE TABLE source.place (
  source        text COLLATE "C" PRIMARY KEY,
  url           text,
  known_url     text,
  etag          text,
  last_modified text,
  last_item_at  timestamptz
);

-- Entries acknowledged by Kafka, or put aside for a reason. No watermark: an old entry that appears late is a new one.
CREATE TABLE source.entry (
  source   text COLLATE "C" NOT NULL,
  digest   text COLLATE "C" NOT NULL,
  number   bigint GENERATED ALWAYS AS IDENTITY,
  noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  reason   text,
  PRIMARY KEY (source, digest)
);
CREATE INDEX entry_recent ON source.entry (source, number DESC);`
