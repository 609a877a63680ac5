/**
 * Tables of one version of the incident projection. A version is a schema (`incident_p1`, ...), so that a rebuild fills
 * a fresh one beside the live one and a switch only re-points views. `schema` must be a name made by this library.
 */
export const projectionTables = (schema: string): string => `
CREATE SCHEMA ${schema};

-- Current state: one row an incident. body is the IncidentView as JSON text, passed through to readers unparsed.
CREATE TABLE ${schema}.incident (
  id               text PRIMARY KEY,
  revision         integer NOT NULL,
  title            text NOT NULL,
  body             text NOT NULL,
  hash             bytea NOT NULL,
  opened_at        timestamptz NOT NULL,
  last_said_at     timestamptz NOT NULL,
  last_recorded_at timestamptz NOT NULL,
  updates          integer NOT NULL,
  providers        text[] NOT NULL,
  facts            text[] NOT NULL
) WITH (fillfactor = 80);

${recallTable(schema)}
-- Which incidents ever had a provider or a fact. A row is added once, where an index over the incident's own lists would
-- be written with every revision.
CREATE TABLE ${schema}.incident_tag (
  tag         text NOT NULL,
  incident_id text NOT NULL,
  PRIMARY KEY (tag, incident_id)
);

-- The incident that took a name first keeps it. The place of the record that gave it settles who was first, so that
-- partitions folded in another order give the same answer.
CREATE TABLE ${schema}.alias (
  name          text PRIMARY KEY,
  incident_id   text NOT NULL,
  recorded_at   timestamptz NOT NULL,
  log_partition integer NOT NULL,
  log_offset    bigint NOT NULL
);

-- Append-only: every revision ever. changes is the Changes JSON text; snapshot the IncidentView text, every 32nd
-- revision, and last_said_at the last moment of anything in it. kind is the first letter of the event's type (U, O).
-- said_from and said_until: the span of what the event brings, where that cannot be told from said_at and its place.
-- stepped_from: when the revision before was recorded, where the clock stepped back from there to recorded_at.
-- Columns of a fixed width that are never null come first: no padding between.
CREATE TABLE ${schema}.revision (
  event_id      uuid NOT NULL,
  log_offset    bigint NOT NULL,
  said_at       timestamptz NOT NULL,
  received_at   timestamptz NOT NULL,
  recorded_at   timestamptz NOT NULL,
  log_partition integer NOT NULL,
  revision      integer NOT NULL,
  kind          "char" NOT NULL,
  incident_id   text NOT NULL,
  hash          bytea NOT NULL,
  changes       text NOT NULL,
  snapshot      text,
  last_said_at  timestamptz,
  said_from     timestamptz,
  said_until    timestamptz,
  stepped_from  timestamptz
);

-- Append-only: the event behind each revision, as it stands in the log. Claims and texts are read from here.
-- head: the first event of its update id in its incident. Identity and action are the update's, null on an overrule.
CREATE TABLE ${schema}.event (
  log_offset    bigint NOT NULL,
  log_partition integer NOT NULL,
  revision      integer NOT NULL,
  head          boolean NOT NULL,
  reaches_only  boolean NOT NULL,
  incident_id   text NOT NULL,
  update_id     text,
  provider      text,
  item          text,
  version       text,
  action        text,
  document      text NOT NULL
);

-- What took claims out: withdrawals, kills, overrules; and items that were moved to another incident. target is a claim
-- id, null on a kill, and the other incident on a move.
CREATE TABLE ${schema}.effect (
  incident_id text NOT NULL,
  revision    integer NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('withdraw', 'kill', 'overrule', 'move')),
  target      text,
  provider    text,
  item        text,
  version     text,
  said_at     timestamptz NOT NULL,
  cause       text NOT NULL,
  reason      text
);

-- Events that the fold refused (a stale If-Match): no revision, but kept with the revision they met.
CREATE TABLE ${schema}.refused (
  event_id      uuid NOT NULL,
  incident_id   text NOT NULL,
  met_revision  integer NOT NULL,
  log_partition integer NOT NULL,
  log_offset    bigint NOT NULL,
  recorded_at   timestamptz NOT NULL,
  reason        text NOT NULL,
  PRIMARY KEY (event_id, log_partition)
);

-- Records of the log that cannot be folded, with their bytes.
CREATE TABLE ${schema}.quarantine (
  log_partition integer NOT NULL,
  log_offset    bigint NOT NULL,
  topic         text NOT NULL,
  recorded_at   timestamptz NOT NULL,
  key           bytea,
  value         bytea,
  code          text NOT NULL,
  reason        text NOT NULL,
  PRIMARY KEY (log_partition, log_offset)
);

-- How far the projection is, moved in the same transaction as the rows above. epoch fences a former owner.
CREATE TABLE ${schema}.checkpoint (
  log_partition integer PRIMARY KEY,
  next_offset   bigint NOT NULL,
  epoch         bigint NOT NULL
) WITH (fillfactor = 50);
`

/** The table of ledgers, which versions made before there were any get by a migration. */
export const recallTable = (schema: string): string => `
-- Where an incident is taken up from, so that it takes the events since then and not all: claims, headlines and what took
-- others out, as they were at a revision. Overwritten every so many revisions; nothing that is told depends on it.
CREATE TABLE IF NOT EXISTS ${schema}.recall (
  incident_id text PRIMARY KEY,
  revision    integer NOT NULL,
  ledger      text NOT NULL
) WITH (fillfactor = 80);
`
