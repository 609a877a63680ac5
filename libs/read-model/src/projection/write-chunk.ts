import type { ClientBase } from 'pg'
import { chunkColumns } from './chunk-columns.js'
import type { ChunkRows } from './rows.js'

/** Which checkpoint the chunk moves, from where to where. */
export type CheckpointMove = {
  readonly partition: number
  readonly epoch: number
  readonly expected: number
  readonly next: number
  readonly notify: boolean
}

/** The channel on which every commit is told. */
export const channel = 'wireledger'

/**
 * One statement for everything a chunk adds, so that live mode pays one round trip, and catch-up the same cheap one for
 * thousands of events. Every part is set-based; the answer is a row where the checkpoint was where it had to be.
 */
const sql = (schema: string): string => `
WITH moved AS (
  UPDATE ${schema}.checkpoint SET next_offset = $2 WHERE log_partition = $1 AND next_offset = $3 AND epoch = $4
  RETURNING log_partition, next_offset
), revisions AS (
  INSERT INTO ${schema}.revision (incident_id, revision, event_id, event_type, update_id, log_partition, log_offset, said_at, received_at,
    recorded_at, changes, hash, snapshot)
  SELECT a, b, c, d, e, $1, f, g, h, i, j, k, l FROM unnest($5::text[], $6::int[], $7::uuid[], $8::text[], $9::text[], $10::bigint[],
    $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::text[], $15::bytea[], $16::text[]) AS t(a, b, c, d, e, f, g, h, i, j, k, l)
), incidents AS (
  INSERT INTO ${schema}.incident AS old (id, revision, title, body, hash, opened_at, last_said_at, last_recorded_at, updates, providers, facts)
  SELECT a, b, c, d, e, f, g, h, i, j::text[], k::text[] FROM unnest($17::text[], $18::int[], $19::text[], $20::text[], $21::bytea[],
    $22::timestamptz[], $23::timestamptz[], $24::timestamptz[], $25::int[], $26::text[], $27::text[]) AS t(a, b, c, d, e, f, g, h, i, j, k)
  ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, title = excluded.title, body = excluded.body, hash = excluded.hash,
    opened_at = excluded.opened_at, last_said_at = excluded.last_said_at, last_recorded_at = excluded.last_recorded_at,
    updates = excluded.updates, providers = excluded.providers, facts = excluded.facts
), aliases AS (
  INSERT INTO ${schema}.alias AS old (name, incident_id, recorded_at, log_partition, log_offset)
  SELECT a, b, c, $1, d FROM unnest($28::text[], $29::text[], $30::timestamptz[], $31::bigint[]) AS t(a, b, c, d)
  ON CONFLICT (name) DO UPDATE SET incident_id = excluded.incident_id, recorded_at = excluded.recorded_at,
    log_partition = excluded.log_partition, log_offset = excluded.log_offset
  WHERE (excluded.recorded_at, excluded.log_partition, excluded.log_offset) < (old.recorded_at, old.log_partition, old.log_offset)
), claims AS (
  INSERT INTO ${schema}.claim (incident_id, revision, claim_id, update_id, provider, item, version, fact, value, speaker, tier,
    independence_group, said_at, allegation, document)
  SELECT * FROM unnest($32::text[], $33::int[], $34::text[], $35::text[], $36::text[], $37::text[], $38::text[], $39::text[], $40::text[],
    $41::text[], $42::int[], $43::text[], $44::timestamptz[], $45::boolean[], $46::text[])
), effects AS (
  INSERT INTO ${schema}.effect (incident_id, revision, kind, target, provider, item, version, said_at, cause, reason)
  SELECT * FROM unnest($47::text[], $48::int[], $49::text[], $50::text[], $51::text[], $52::text[], $53::text[], $54::timestamptz[],
    $55::text[], $56::text[])
), updates AS (
  INSERT INTO ${schema}.wire_update (incident_id, revision, update_id, provider, item, version, action, said_at, headline, reaches_only,
    causation, document, words)
  SELECT a, b, c, d, e, f, g, h, i, j, k, l, to_tsvector('simple', m) FROM unnest($57::text[], $58::int[], $59::text[], $60::text[],
    $61::text[], $62::text[], $63::text[], $64::timestamptz[], $65::text[], $66::boolean[], $67::text[], $68::text[], $69::text[])
    AS t(a, b, c, d, e, f, g, h, i, j, k, l, m)
), refusals AS (
  INSERT INTO ${schema}.refused (event_id, incident_id, met_revision, log_partition, log_offset, recorded_at, reason)
  SELECT a, b, c, $1, d, e, f FROM unnest($70::uuid[], $71::text[], $72::int[], $73::bigint[], $74::timestamptz[], $75::text[])
    AS t(a, b, c, d, e, f)
), poisons AS (
  INSERT INTO ${schema}.quarantine (log_partition, log_offset, topic, recorded_at, key, value, code, reason)
  SELECT $1, a, b, c, d, e, f, g FROM unnest($76::bigint[], $77::text[], $78::timestamptz[], $79::bytea[], $80::bytea[], $81::text[],
    $82::text[]) AS t(a, b, c, d, e, f, g)
)
SELECT CASE WHEN $83 THEN pg_notify('${channel}', json_build_object('projection', '${schema}', 'partition', log_partition, 'next',
  next_offset)::text) END FROM moved`

/** Writes a chunk and moves its checkpoint; false where the checkpoint belongs to someone else, and then roll back. */
export const writeChunk = async (
  client: Pick<ClientBase, 'query'>,
  schema: string,
  rows: ChunkRows,
  move: CheckpointMove,
): Promise<boolean> => {
  const { rowCount } = await client.query({
    name: `write-${schema}`,
    text: sql(schema),
    values: [move.partition, move.next, move.expected, move.epoch, ...chunkColumns(rows), move.notify],
  })
  return rowCount === 1
}
