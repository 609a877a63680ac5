import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What status needs: items under embargo, names in words, versions without a new word, items held by several incidents. */
export class Status1764100000000 implements MigrationInterface {
  readonly name = 'Status1764100000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
-- content: sha256 of headline and text; speaks: whether later versions are compared with what this one claims.
ALTER TABLE filing.update ADD COLUMN content bytea, ADD COLUMN speaks boolean NOT NULL DEFAULT true;

CREATE TABLE filing.also (
  provider    text COLLATE "C" NOT NULL,
  item        text COLLATE "C" NOT NULL,
  incident_id text NOT NULL,
  PRIMARY KEY (provider, item, incident_id)
);

-- What nobody may see yet, as it came: incoming is the decoded update as JSON text. until null: until it is released.
CREATE TABLE filing.embargo (
  update_id     text COLLATE "C" PRIMARY KEY,
  provider      text COLLATE "C" NOT NULL,
  item          text COLLATE "C" NOT NULL,
  version       text NOT NULL,
  position      text COLLATE "C" NOT NULL,
  log_partition integer NOT NULL,
  until         timestamptz,
  incoming      text NOT NULL
);
CREATE INDEX embargo_item ON filing.embargo (provider, item);
CREATE INDEX embargo_due ON filing.embargo (until, log_partition) WHERE until IS NOT NULL;
CREATE INDEX embargo_position ON filing.embargo (position);

-- By what a notice in words may name an item.
CREATE TABLE filing.label (
  provider text COLLATE "C" NOT NULL,
  kind     text COLLATE "C" NOT NULL,
  key      text COLLATE "C" NOT NULL,
  item     text COLLATE "C" NOT NULL,
  words    text NOT NULL,
  said_at  timestamptz NOT NULL
);
-- No unique key: the same item comes under the same label once a version, and a long item beside a long key is too wide for one.
CREATE INDEX label_key ON filing.label (provider, kind, key, said_at);
CREATE INDEX label_item ON filing.label (provider, item);

-- Items that notices named before they came: named is the NamedVictim as JSON text.
CREATE TABLE filing.wanted (
  provider text COLLATE "C" NOT NULL,
  kind     text COLLATE "C" NOT NULL,
  key      text COLLATE "C" NOT NULL,
  cause    text COLLATE "C" NOT NULL,
  named    text NOT NULL
);
CREATE INDEX wanted_key ON filing.wanted (provider, kind, key);
CREATE INDEX wanted_cause ON filing.wanted (cause);`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE filing.also, filing.embargo, filing.label, filing.wanted')
    await runner.query('ALTER TABLE filing.update DROP COLUMN content, DROP COLUMN speaks')
  }
}
