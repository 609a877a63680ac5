/** Filing's tables as the read model expects them, for specs of this library alone: it may not import filing's index. */
export const filingTables = `
CREATE SCHEMA filing;
CREATE TABLE filing.receipt (topic text, log_partition int, log_offset bigint, status text NOT NULL, updates text NOT NULL,
  reason text, warnings text NOT NULL, PRIMARY KEY (topic, log_partition, log_offset));
CREATE TABLE filing.checkpoint (topic text, log_partition int, next_offset bigint NOT NULL, epoch bigint NOT NULL,
  PRIMARY KEY (topic, log_partition));
CREATE TABLE filing.embargo (position text);
CREATE TABLE filing.quarantine (id text PRIMARY KEY, topic text, log_partition int, log_offset bigint, received_at timestamptz,
  provider text, content_type text, key bytea, value bytea, headers text, code text, reason text, problems text, redriven_at timestamptz);`
