import { policyNamed } from '#incident'
import { movedOut } from './moved-out.js'
import { itemHash } from './projection-indexes.js'
import { projectionName, type ProjectionVersion } from './registry.js'
import type { SqlRunner } from './sql-runner.js'

const eventType = `CASE r.kind WHEN 'U' THEN 'UpdateFiled' WHEN 'O' THEN 'ClaimOverruled' WHEN 'M' THEN 'UpdatesMovedOut' END`
const data = `e.document::json -> 'data'`
const update = `${data} -> 'update'`

/** Which version the views show, and the policy it is folded with. */
type PointedAt = Pick<ProjectionVersion, 'schema' | 'policy'>

/** The stable views of schema `desk` over one version; the columns are a door (contract §5) and only ever grow. */
const deskViews = ({ schema, policy }: PointedAt): readonly string[] => [
  `CREATE OR REPLACE VIEW desk.incident AS SELECT id, revision, title, body::jsonb AS state, body, encode(hash, 'hex') AS hash,
     opened_at, last_said_at, last_recorded_at, updates, providers, facts, '${policy}'::text AS policy FROM ${schema}.incident`,
  `CREATE OR REPLACE VIEW desk.incident_tag AS SELECT tag, incident_id FROM ${schema}.incident_tag`,
  `CREATE OR REPLACE VIEW desk.alias AS SELECT name, incident_id FROM ${schema}.alias`,
  // Joined by both keys, so that one can come from an incident as well as from a place in the log.
  `CREATE OR REPLACE VIEW desk.revision AS SELECT r.incident_id, r.revision, r.event_id, ${eventType} AS event_type, e.update_id,
     e.log_partition, e.log_offset, r.said_at, r.received_at, r.recorded_at, r.changes, encode(r.hash, 'hex') AS hash, r.snapshot, '${policy}'::text AS policy
     FROM ${schema}.revision r JOIN ${schema}.event e ON e.log_partition = r.log_partition AND e.log_offset = r.log_offset
       AND r.incident_id = e.incident_id AND r.revision = e.revision`,
  // What a state is put together from, without the event behind it.
  `CREATE OR REPLACE VIEW desk.state_change AS SELECT r.incident_id, r.revision, ${eventType} AS event_type, r.said_at, r.recorded_at,
     r.changes, encode(r.hash, 'hex') AS hash, r.snapshot, '${policy}'::text AS policy, r.kind, r.last_said_at, r.said_from, r.said_until, r.stepped_from
     FROM ${schema}.revision r`,
  `CREATE OR REPLACE VIEW desk.event AS SELECT r.incident_id, r.revision, e.log_partition, e.log_offset, r.recorded_at, r.said_at, e.head,
     e.reaches_only, e.update_id, ${eventType} AS event_type, e.action, e.document,
     ${movedOut(schema)} AS moved_out, e.provider, e.item FROM ${schema}.revision r JOIN ${schema}.event e ON e.log_partition = r.log_partition AND e.log_offset = r.log_offset
       AND r.incident_id = e.incident_id AND r.revision = e.revision`,
  `CREATE OR REPLACE VIEW desk.wire_update AS SELECT r.incident_id, r.revision, e.update_id, e.provider,
     e.item, e.version, e.action, r.said_at,
     ${update} ->> 'headline' AS headline, e.reaches_only, e.document::json ->> 'causationId' AS causation, (${data})::text AS document
     FROM ${schema}.event e JOIN ${schema}.revision r ON r.incident_id = e.incident_id AND r.revision = e.revision
       AND e.log_partition = r.log_partition AND e.log_offset = r.log_offset WHERE e.head AND NOT ${movedOut(schema)}`,
  `CREATE OR REPLACE VIEW desk.claim AS SELECT r.incident_id, c ->> 'id' AS claim_id, r.revision, e.update_id, e.provider,
     e.item, e.version, c ->> 'fact' AS fact, (c -> 'value')::text AS value,
     c ->> 'speaker' AS speaker, (c ->> 'tier')::int AS tier, c ->> 'independenceGroup' AS independence_group,
     (c ->> 'saidAt')::timestamptz AS said_at, (c ->> 'allegation')::boolean AS allegation, c::text AS document
     FROM ${schema}.event e JOIN ${schema}.revision r ON r.incident_id = e.incident_id AND r.revision = e.revision
       AND e.log_partition = r.log_partition AND e.log_offset = r.log_offset
     CROSS JOIN LATERAL json_array_elements(${update} -> 'claims') AS c
     WHERE e.update_id IS NOT NULL AND NOT e.reaches_only AND NOT ${movedOut(schema)}`,
  `CREATE OR REPLACE VIEW desk.effect AS SELECT incident_id, revision, kind, target, provider, item, version, said_at, cause, reason
     FROM ${schema}.effect`,
  // Whether anything of an incident was ever told to be held or released.
  `CREATE OR REPLACE VIEW desk.hold AS SELECT incident_id FROM ${schema}.event WHERE action IN ('hold', 'release')`,
  `CREATE OR REPLACE VIEW desk.refused AS SELECT event_id, incident_id, met_revision, log_partition, log_offset, recorded_at, reason
     FROM ${schema}.refused`,
  `CREATE OR REPLACE VIEW desk.checkpoint AS SELECT '${projectionName}'::text AS projection, log_partition, next_offset, '${policy}'::text AS policy FROM ${schema}.checkpoint`,
  `CREATE OR REPLACE VIEW desk.quarantine AS
     SELECT id, 'filing'::text AS stage, topic, log_partition, log_offset, received_at, provider, content_type, key, value, headers, code,
       reason, problems, redriven_at FROM filing.quarantine
     UNION ALL
     SELECT 'projection-' || log_partition || '-' || log_offset, 'projection', topic, log_partition, log_offset, recorded_at, NULL, NULL,
       key, value, NULL, code, reason, NULL, NULL FROM ${schema}.quarantine`,
  `CREATE OR REPLACE VIEW desk.search AS SELECT s.log_partition, s.log_offset, s.incident_id, s.words FROM search.document s`,
]

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
 * may be used. A row a reason, in the incident where they are.
 */
const veiledHere = `
CREATE OR REPLACE VIEW desk.veiled_here AS
SELECT u.incident_id, u.update_id, u.headline, e.cause AS killed_by, NULL::text AS held_by, e.revision AS since,
  u.provider, u.item
FROM desk.effect e JOIN desk.wire_update u ON ${itemHash('u')} = ${itemHash('e')}
  AND u.incident_id = e.incident_id AND u.provider = e.provider AND u.item = e.item AND (e.version IS NULL OR u.version = e.version)
WHERE e.kind = 'kill'
UNION ALL
SELECT u.incident_id, u.update_id, u.headline, NULL, h.update_id, h.revision, u.provider, u.item
FROM desk.wire_update h ${named('h', 'holds')} AS t
JOIN desk.wire_update u ON ${itemHash('u')} = ${itemHash('t')}
  AND u.incident_id = h.incident_id AND u.provider = t.provider AND u.item = t.item
  AND (t.version IS NULL OR u.version = t.version)
WHERE h.action = 'hold'
AND NOT EXISTS (SELECT FROM desk.wire_update n WHERE ${itemHash('n')} = ${itemHash('u')} AND n.incident_id = u.incident_id AND n.provider = u.provider AND n.item = u.item
  AND n.action NOT IN ('hold', 'kill', 'withdraw', 'advisory', 'test') AND ${later('n', 'h')}
  AND n.document::jsonb #>> '{update,particulars,partial}' IS NULL)
AND NOT EXISTS (SELECT FROM desk.wire_update f ${named('f', 'releases')} AS s
  WHERE f.incident_id = u.incident_id AND f.action = 'release'
  AND s.provider = u.provider AND s.item = u.item AND (s.version IS NULL OR s.version = u.version) AND ${later('f', 'h')})`

/** And in the incidents that they were moved out of, whose past still names them. */
const veiled = `
CREATE OR REPLACE VIEW desk.veiled AS
SELECT incident_id, update_id, headline, killed_by, held_by, since FROM desk.veiled_here
UNION ALL
SELECT m.incident_id, v.update_id, v.headline, v.killed_by, v.held_by, v.since
FROM desk.effect m JOIN desk.veiled_here v ON ${itemHash('v')} = ${itemHash('m')} AND v.provider = m.provider AND v.item = m.item
WHERE m.kind = 'move'`

/** Points every desk view at one version. Run it inside the transaction of a migration or a switch. */
export const pointViews = async (client: SqlRunner, { schema, policy }: PointedAt): Promise<void> => {
  // The name becomes part of the views' text, so it must be one of ours.
  for (const view of deskViews({ schema, policy: policyNamed(policy).name })) await client.query(view)
  for (const standing of [versionKey, veiledHere, veiled]) await client.query(standing)
}
