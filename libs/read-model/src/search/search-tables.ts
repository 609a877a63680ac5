/**
 * Full text is a projection of its own, with its own checkpoint: words of an update do not change with the fold, so a
 * rebuild need not make them anew, and a projector that catches up does not wait for them.
 */
export const searchTables = `
CREATE SCHEMA search;

CREATE TABLE search.document (
  log_partition integer NOT NULL,
  log_offset    bigint NOT NULL,
  incident_id   text NOT NULL,
  words         tsvector NOT NULL
);
CREATE INDEX document_words ON search.document USING gin (words);
CREATE INDEX document_incident ON search.document (incident_id);

CREATE TABLE search.checkpoint (
  log_partition integer PRIMARY KEY,
  next_offset   bigint NOT NULL
);
`

/** Merges what the index of words keeps aside of new ones; as the owner of the index, for PostgreSQL asks that of whoever does. */
export const wordMerging = `
CREATE FUNCTION search.merge_words() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ SELECT gin_clean_pending_list('search.document_words') $$;
REVOKE ALL ON FUNCTION search.merge_words() FROM PUBLIC;
`
