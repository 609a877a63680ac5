import type { LogRecord } from '#event-log'
import type { Pool } from 'pg'
import { endsOf, totalOf } from '../log.js'
import { measure, type Sample } from '../measure.js'
import { eventIn, referenceFold } from '../product.js'
import type { Round } from '../round.js'
import { readSome, shareOf } from './kafka-read.js'

/** One transaction an event is too slow to be given them all. */
const most = 3_000

/** What one would write first: from Kafka, one transaction an event, with the same fold and the same rows. */
export const naivePg = async ({ log, stack, database: { pool } }: Round): Promise<Sample> => {
  const to = shareOf(await endsOf(log.log, log.topics.incident), most)
  await pool.query(tables)
  await pool.query('INSERT INTO naive.checkpoint SELECT p, 0 FROM unnest($1::int[]) AS p', [[...to.keys()]])
  const project = projector(pool)
  return measure(totalOf(to), stack.pids.postgres, async () => {
    await readSome(log, log.topics.incident, to, async (records) => {
      for (const record of records) await project(record)
    })
    return naiveComplete(pool, totalOf(to))
  })
}

/** Every event made one revision and every incident stands at its last, with its hash. */
export const naiveComplete = async (pool: Pool, events: number): Promise<boolean> => {
  const { rows } = await pool.query<{ revisions: number; summed: number; odd: number }>(
    `SELECT (SELECT count(*) FROM naive.revision)::int AS revisions, (SELECT sum(revision) FROM naive.incident)::int AS summed,
       (SELECT count(*) FROM naive.incident i LEFT JOIN naive.revision r ON r.incident_id = i.id AND r.revision = i.revision
        WHERE position(r.hash in i.body) = 0 OR r.hash IS NULL)::int AS odd`,
  )
  return rows[0]?.revisions === events && rows[0].summed === events && rows[0].odd === 0
}

const projector = (pool: Pool): ((record: LogRecord) => Promise<void>) => {
  const fold = referenceFold()
  return async ({ value, position: { partition, offset }, recordedAt }) => {
    const record = eventIn(value)
    const { incident, id, event } = record
    const moved = fold.add(record, recordedAt)
    const { revision, updateId, saidAt, receivedAt, changesText, hash, title } = moved
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      await client.query('SELECT body FROM naive.incident WHERE id = $1 FOR UPDATE', [incident])
      await client.query('INSERT INTO naive.revision VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)', [
        ...[incident, revision, id, event.type, updateId, partition, offset],
        ...[saidAt, receivedAt, recordedAt, changesText, hash],
      ])
      await client.query(
        'INSERT INTO naive.incident VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET revision = $2, title = $3, body = $4',
        [incident, revision, title, moved.body()],
      )
      await client.query('UPDATE naive.checkpoint SET next_offset = $2 WHERE log_partition = $1', [
        partition,
        offset + 1,
      ])
      await client.query('COMMIT')
    } finally {
      client.release()
    }
  }
}

/** The tables of both naive projectors, each of which drops them first. */
export const tables = `
DROP SCHEMA IF EXISTS naive CASCADE;
CREATE SCHEMA naive;
CREATE TABLE naive.incident (id text PRIMARY KEY, revision integer NOT NULL, title text NOT NULL, body text NOT NULL);
CREATE TABLE naive.checkpoint (log_partition integer PRIMARY KEY, next_offset bigint NOT NULL);
CREATE TABLE naive.revision (
  incident_id text, revision integer, event_id uuid NOT NULL UNIQUE, event_type text NOT NULL, update_id text,
  log_partition integer NOT NULL, log_offset bigint NOT NULL, said_at timestamptz NOT NULL, received_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL, changes text NOT NULL, hash text NOT NULL, PRIMARY KEY (incident_id, revision)
);
`
