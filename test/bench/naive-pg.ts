import type { Pool } from 'pg'
import { createHash } from 'node:crypto'
import type { LogRecord } from '#event-log'
import { decodeEvent, evolve, openIncident, viewText, type Incident } from '#incident'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What one would write first: one transaction an event, with the same fold and the same rows. Answers rows written. */
export const naiveProjector = (pool: Pool, schema: string): ((record: LogRecord) => Promise<void>) => {
  const incidents = new Map<string, Incident>()
  return async ({ value, position, recordedAt }) => {
    const decoded = decodeEvent(value?.toString('utf8') ?? '')
    if (!decoded.ok) throw new Error(decoded.reason)
    const { id, incident: stream, causationId, correlationId, event } = decoded.record
    const incident = incidents.get(stream) ?? openIncident(stream, sha256)
    incidents.set(stream, incident)
    const moved = evolve(incident, { id, stream, position, recordedAt, causationId, correlationId, event })
    if (moved.outcome !== 'revised') throw new Error(moved.reason)
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      await client.query(`SELECT body FROM ${schema}.incident WHERE id = $1 FOR UPDATE`, [stream])
      await client.query(
        `INSERT INTO ${schema}.revision VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, decode($12, 'hex'))`,
        [
          stream,
          moved.revision,
          id,
          event.type,
          moved.updateId,
          position.partition,
          position.offset,
          moved.saidAt,
          moved.receivedAt,
          recordedAt,
          moved.changesText,
          moved.hash,
        ],
      )
      await client.query(
        `INSERT INTO ${schema}.incident VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET revision = $2, title = $3, body = $4`,
        [stream, moved.revision, incident.title, viewText(incident)],
      )
      await client.query(`UPDATE ${schema}.checkpoint SET next_offset = $2 WHERE log_partition = $1`, [
        position.partition,
        position.offset + 1,
      ])
      await client.query('COMMIT')
    } finally {
      client.release()
    }
  }
}

/** The tables of the naive projector, in a schema of their own. */
export const naiveTables = (schema: string): string => `
CREATE SCHEMA ${schema};
CREATE TABLE ${schema}.incident (id text PRIMARY KEY, revision integer, title text, body text);
CREATE TABLE ${schema}.checkpoint (log_partition integer PRIMARY KEY, next_offset bigint);
CREATE TABLE ${schema}.revision (
  incident_id text, revision integer, event_id uuid UNIQUE, event_type text, update_id text, log_partition integer,
  log_offset bigint, said_at timestamptz, received_at timestamptz, recorded_at timestamptz, changes text, hash bytea,
  PRIMARY KEY (incident_id, revision)
);
`
