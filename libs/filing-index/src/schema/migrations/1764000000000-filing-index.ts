import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the filer must remember, its receipts and quarantine, and the events it has decided on but not yet appended. */
export class FilingIndex1764000000000 implements MigrationInterface {
  readonly name = 'FilingIndex1764000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(indexTables)
    await runner.query(doorTables)
    await runner.query(workTables)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE filing.incident, filing.alias, filing.item, filing.update, filing.slug, filing.text_item,
      filing.cause, filing.pending, filing.command, filing.receipt, filing.quarantine, filing.checkpoint, filing.outgoing,
      filing.idempotency, filing.rebuilt`)
  }
}

// Keys compare byte by byte as ids do everywhere in this system, and faster than by any language's order.
const indexTables = `
CREATE TABLE filing.incident (id text COLLATE "C" PRIMARY KEY);

CREATE TABLE filing.alias (
  name        text COLLATE "C" PRIMARY KEY,
  incident_id text NOT NULL
);

-- Home of every version of an item.
CREATE TABLE filing.item (
  provider    text COLLATE "C" NOT NULL,
  item        text COLLATE "C" NOT NULL,
  incident_id text NOT NULL,
  PRIMARY KEY (provider, item)
);

-- incident_id and event_id are null while a kill waits. claims: JSON [[index, fact, speaker], ...].
CREATE TABLE filing.update (
  update_id   text COLLATE "C" PRIMARY KEY,
  provider    text COLLATE "C" NOT NULL,
  item        text COLLATE "C" NOT NULL,
  version     text NOT NULL,
  version_key text COLLATE "C" NOT NULL,
  digest      bytea NOT NULL,
  position    text NOT NULL,
  incident_id text,
  event_id    uuid,
  claims      text NOT NULL
);
CREATE INDEX update_version ON filing.update (provider, item, version_key);

CREATE TABLE filing.slug (
  provider    text COLLATE "C" NOT NULL,
  base        text COLLATE "C" NOT NULL,
  incident_id text NOT NULL,
  said_at     timestamptz NOT NULL,
  PRIMARY KEY (provider, base)
);

CREATE TABLE filing.text_item (
  provider    text COLLATE "C" NOT NULL,
  item        text COLLATE "C" NOT NULL,
  digest      bytea NOT NULL,
  name        text NOT NULL,
  update_id   text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (provider, item)
);
CREATE INDEX text_item_digest ON filing.text_item (provider, digest);

-- Updates that take out something beyond their own item: the UpdateFiled data as JSON text, and where it was filed so far.
CREATE TABLE filing.cause (
  update_id text COLLATE "C" PRIMARY KEY,
  position  text NOT NULL,
  incidents text[] NOT NULL,
  document  text NOT NULL
);

-- A cause waits for an item, or for one update of it where update_id is not empty.
CREATE TABLE filing.pending (
  provider  text COLLATE "C" NOT NULL,
  item      text COLLATE "C" NOT NULL,
  update_id text COLLATE "C" NOT NULL,
  cause     text COLLATE "C" NOT NULL
);
-- No key over all columns: two long update ids would not fit into one index row.
CREATE INDEX pending_item ON filing.pending (provider, item);

CREATE TABLE filing.command (
  command_id text COLLATE "C" PRIMARY KEY,
  position   text NOT NULL,
  incident_id text,
  event_id   uuid
);`

const doorTables = `
-- One row a raw record or command that was decided on. updates: JSON [{updateId, incident, eventId}].
CREATE TABLE filing.receipt (
  topic         text COLLATE "C" NOT NULL CHECK (topic IN ('wire', 'command')),
  log_partition integer NOT NULL,
  log_offset    bigint NOT NULL,
  status        text NOT NULL CHECK (status IN ('waiting', 'filed', 'repeat', 'rejected', 'quarantined')),
  updates       text NOT NULL,
  reason        text,
  warnings      text NOT NULL,
  PRIMARY KEY (topic, log_partition, log_offset)
);

-- What could not be filed, with everything that came; id is the receipt's.
CREATE TABLE filing.quarantine (
  id            text COLLATE "C" PRIMARY KEY,
  topic         text NOT NULL,
  log_partition integer NOT NULL,
  log_offset    bigint NOT NULL,
  received_at   timestamptz NOT NULL,
  provider      text,
  content_type  text,
  key           bytea,
  value         bytea,
  headers       text NOT NULL,
  code          text NOT NULL,
  reason        text NOT NULL,
  problems      text NOT NULL,
  redriven_at   timestamptz
);
CREATE INDEX quarantine_recent ON filing.quarantine (received_at DESC, id);`

const workTables = `
-- How far filing is in each partition of the two raw topics; epoch fences a former owner.
CREATE TABLE filing.checkpoint (
  topic         text COLLATE "C" NOT NULL,
  log_partition integer NOT NULL,
  next_offset   bigint NOT NULL,
  epoch         bigint NOT NULL,
  PRIMARY KEY (topic, log_partition)
);

-- Exact records that are decided on and not yet acknowledged by Kafka, in the order they must be appended.
CREATE TABLE filing.outgoing (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source           text NOT NULL,
  source_partition integer NOT NULL,
  topic            text NOT NULL,
  key              bytea,
  value            bytea,
  headers          text
);

-- Answers given to requests with an Idempotency-Key; answer is null while the first one runs.
CREATE TABLE filing.idempotency (
  key         text COLLATE "C" PRIMARY KEY,
  fingerprint text NOT NULL,
  answer      text,
  taken_at    timestamptz NOT NULL
);

-- When the index was rebuilt from the log of record, which makes an empty checkpoint beside a full log right.
CREATE TABLE filing.rebuilt (
  at     timestamptz NOT NULL,
  events bigint NOT NULL
);`
