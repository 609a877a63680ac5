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

/** Points every desk view at one version. Run it inside the transaction of a migration or a switch. */
export const pointViews = async (client: SqlRunner, schema: string): Promise<void> => {
  for (const view of deskViews(schema)) await client.query(view)
  await client.query(knownAt)
}
