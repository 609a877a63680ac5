import { projectionName } from './registry.js'
import type { SqlRunner } from './sql-runner.js'

/** The stable views of schema `desk` over one version; the columns are a door (contract §5) and only ever grow. */
const deskViews = (schema: string): readonly string[] => [
  `CREATE OR REPLACE VIEW desk.incident AS SELECT id, revision, title, body::jsonb AS state, body, encode(hash, 'hex') AS hash,
     opened_at, last_said_at, last_recorded_at, updates, providers, facts FROM ${schema}.incident`,
  `CREATE OR REPLACE VIEW desk.alias AS SELECT name, incident_id FROM ${schema}.alias`,
  `CREATE OR REPLACE VIEW desk.revision AS SELECT incident_id, revision, event_id, event_type, update_id, log_partition, log_offset,
     said_at, received_at, recorded_at, changes, encode(hash, 'hex') AS hash, snapshot FROM ${schema}.revision`,
  `CREATE OR REPLACE VIEW desk.claim AS SELECT incident_id, claim_id, revision, update_id, provider, item, version, fact, value, speaker,
     tier, independence_group, said_at, allegation, document FROM ${schema}.claim`,
  `CREATE OR REPLACE VIEW desk.effect AS SELECT incident_id, revision, kind, target, provider, item, version, said_at, cause, reason
     FROM ${schema}.effect`,
  `CREATE OR REPLACE VIEW desk.wire_update AS SELECT incident_id, revision, update_id, provider, item, version, action, said_at, headline,
     reaches_only, causation, document, words FROM ${schema}.wire_update`,
  `CREATE OR REPLACE VIEW desk.refused AS SELECT event_id, incident_id, met_revision, log_partition, log_offset, recorded_at, reason
     FROM ${schema}.refused`,
  `CREATE OR REPLACE VIEW desk.checkpoint AS SELECT '${projectionName}'::text AS projection, log_partition, next_offset FROM ${schema}.checkpoint`,
  `CREATE OR REPLACE VIEW desk.projection AS SELECT name, version, schema, status, created_at, switched_at FROM wireledger.projection`,
  `CREATE OR REPLACE VIEW desk.quarantine AS
     SELECT id, 'filing'::text AS stage, topic, log_partition, log_offset, received_at, provider, content_type, key, value, headers, code,
       reason, problems, redriven_at FROM filing.quarantine
     UNION ALL
     SELECT 'projection-' || log_partition || '-' || log_offset, 'projection', topic, log_partition, log_offset, recorded_at, NULL, NULL,
       key, value, NULL, code, reason, NULL, NULL FROM ${schema}.quarantine`,
]

/**
 * The last revision recorded by a moment: from the nearest snapshot by time, then along the revisions that follow it.
 * It stands on the views, so a switch need not touch it.
 */
const knownAt = `
CREATE OR REPLACE FUNCTION desk.revision_known_at(incident text, moment timestamptz) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT r.revision FROM desk.revision r
  WHERE r.incident_id = incident AND r.recorded_at <= moment AND r.revision >= coalesce(
    (SELECT s.revision FROM desk.revision s WHERE s.incident_id = incident AND s.recorded_at <= moment AND s.snapshot IS NOT NULL
     ORDER BY s.recorded_at DESC, s.revision DESC LIMIT 1), 0)
  ORDER BY r.revision DESC LIMIT 1
$$`

/** A text whose byte order is the version order of contract §3 rule 2. */
const versionKey = `
CREATE OR REPLACE FUNCTION desk.version_key(version text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN version ~ '^[0-9]+$'
    THEN '0' || lpad(length(ltrim(version, '0'))::text, 4, '0') || ltrim(version, '0') ELSE '1' || version END
$$`

// A hold is of the items its relations name, else of its own; a release likewise.
const named = (update: string, rel: string): string => `CROSS JOIN LATERAL (
    SELECT r ->> 'provider' AS provider, r ->> 'item' AS item, r ->> 'version' AS version
    FROM jsonb_array_elements(${update}.document::jsonb #> '{update,relations}') AS r WHERE r ->> 'rel' = '${rel}'
    UNION ALL SELECT ${update}.provider, ${update}.item, NULL WHERE NOT EXISTS (
      SELECT FROM jsonb_array_elements(${update}.document::jsonb #> '{update,relations}') AS r WHERE r ->> 'rel' = '${rel}')
  )`

// Within an item its versions tell what came later, between items the time it was said.
const later = (a: string, b: string): string => `CASE WHEN (${a}.provider, ${a}.item) = (${b}.provider, ${b}.item)
    THEN desk.version_key(${a}.version) COLLATE "C" > desk.version_key(${b}.version) COLLATE "C"
    ELSE (${a}.said_at, ${a}.update_id COLLATE "C") > (${b}.said_at, ${b}.update_id COLLATE "C") END`

/**
 * Updates whose words no public answer may show: killed for good, or held until a later release or a later version that
 * may be used. A row a reason.
 */
const veiled = `
CREATE OR REPLACE VIEW desk.veiled AS
SELECT u.incident_id, u.update_id, u.headline, e.cause AS killed_by, NULL::text AS held_by, e.revision AS since
FROM desk.effect e JOIN desk.wire_update u ON u.incident_id = e.incident_id AND u.provider = e.provider AND u.item = e.item
  AND (e.version IS NULL OR u.version = e.version)
WHERE e.kind = 'kill'
UNION ALL
SELECT u.incident_id, u.update_id, u.headline, NULL, h.update_id, h.revision
FROM desk.wire_update h ${named('h', 'holds')} AS t
JOIN desk.wire_update u ON u.incident_id = h.incident_id AND u.provider = t.provider AND u.item = t.item
  AND (t.version IS NULL OR u.version = t.version)
WHERE h.action = 'hold'
AND NOT EXISTS (SELECT FROM desk.wire_update n WHERE n.incident_id = u.incident_id AND n.provider = u.provider AND n.item = u.item
  AND n.action NOT IN ('hold', 'kill', 'withdraw', 'advisory', 'test') AND ${later('n', 'h')}
  AND n.document::jsonb #>> '{update,particulars,partial}' IS NULL)
AND NOT EXISTS (SELECT FROM desk.wire_update f ${named('f', 'releases')} AS s
  WHERE f.incident_id = u.incident_id AND f.action = 'release'
  AND s.provider = u.provider AND s.item = u.item AND (s.version IS NULL OR s.version = u.version) AND ${later('f', 'h')})`

/** Points every desk view at one version. Run it inside the transaction of a migration or a switch. */
export const pointViews = async (client: SqlRunner, schema: string): Promise<void> => {
  for (const view of deskViews(schema)) await client.query(view)
  for (const standing of [knownAt, versionKey, veiled]) await client.query(standing)
}
