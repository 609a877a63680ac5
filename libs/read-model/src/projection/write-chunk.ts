import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { searchRows, searchTable } from '../search/search-rows.js'
import { restOf, type Chunk } from './chunk.js'
import { columnsOf, copyHead, copyTail } from './encode.js'
import {
  aliasTable,
  effectTable,
  eventTable,
  incidentTable,
  quarantineTable,
  refusedTable,
  revisionTable,
  tagTable,
  type Table,
} from './tables.js'
import { types } from './binary.js'

/** Which checkpoint the chunk moves, from where to where. */
export type CheckpointMove = {
  readonly partition: number
  readonly epoch: number
  readonly expected: number
  readonly next: number
  /** Whether readers are told: false for a version that nobody reads yet. */
  readonly live: boolean
}

/** The channel on which every commit is told. */
export const channel = 'wireledger'

/**
 * Writes a chunk and moves its checkpoint; false where the checkpoint belongs to someone else, and then roll back. Live
 * chunks are small, and one statement for everything pays one round trip; in catching up the two tables with a row an
 * event are copied first, in the same transaction.
 */
export const writeChunk = async (
  client: PoolClient,
  schema: string,
  chunk: Chunk,
  move: CheckpointMove,
): Promise<boolean> => {
  if (chunk.copies) {
    await copyInto(client, schema, revisionTable, chunk.revisionBytes)
    await copyInto(client, schema, eventTable, chunk.eventBytes)
  }
  const rows = restOf(chunk)
  const { rowCount } = await client.query({
    name: `write-${schema}`,
    text: statement(schema),
    values: [
      ...[move.partition, move.next, move.expected, move.epoch, move.live, move.live && !chunk.copies],
      ...columnsOf(revisionTable, rows.revisions),
      ...columnsOf(eventTable, rows.revisions),
      ...columnsOf(incidentTable, rows.incidents),
      ...columnsOf(tagTable, rows.tags),
      ...columnsOf(aliasTable, rows.aliases),
      ...columnsOf(effectTable, rows.effects),
      ...columnsOf(refusedTable, rows.refused),
      ...columnsOf(quarantineTable, rows.poisons),
      ...columnsOf(searchTable, move.live ? searchRows(rows.revisions) : []),
    ],
  })
  return rowCount === 1
}

/** Copies rows that are encoded already. Throws what `pg` throws, a broken key among it. */
const copyInto = async <R>(
  client: PoolClient,
  schema: string,
  { name, columns }: Table<R>,
  pieces: readonly Buffer[],
): Promise<void> => {
  const names = columns.map((column) => column.name).join(', ')
  const stream = client.query(copyFrom(`COPY ${schema}.${name} (${names}) FROM STDIN (FORMAT binary)`))
  await new Promise<void>((resolve, reject) => {
    stream.on('finish', resolve)
    stream.on('error', reject)
    stream.write(copyHead)
    for (const piece of pieces) stream.write(piece)
    stream.end(copyTail)
  })
}

const statements = new Map<string, string>()
const statement = (schema: string): string => {
  const known = statements.get(schema)
  if (known !== undefined) return known
  const made = sql(schema)
  statements.set(schema, made)
  return made
}

/** Every part is set-based; the answer is a row where the checkpoint was where it had to be. */
const sql = (schema: string): string => {
  let parameters = 6
  const insert = <R>(table: Table<R>, conflict = '', where = '', into = `${schema}.${table.name}`): string => {
    const names = table.columns.map(({ name }) => name)
    const arrays = table.columns.map(({ type }) => `$${++parameters}::${types[type].sql}[]`)
    const values = table.columns.map(({ name, type }) => (type === 'list' ? `t.${name}::text[]` : `t.${name}`))
    return `INSERT INTO ${into} AS old (${names.join(', ')}) SELECT ${values.join(', ')}
      FROM unnest(${arrays.join(', ')}) AS t(${names.join(', ')}) ${where} ${conflict}`
  }
  const state = incidentTable.columns.map(({ name }) => name).filter((name) => name !== 'id')
  return `
WITH moved AS (
  UPDATE ${schema}.checkpoint SET next_offset = $2 WHERE log_partition = $1 AND next_offset = $3 AND epoch = $4
  RETURNING log_partition, next_offset
), revisions AS (${insert(revisionTable)}
), events AS (${insert(eventTable)}
), incidents AS (${insert(
    incidentTable,
    `ON CONFLICT (id) DO UPDATE SET ${state.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  )}
), tags AS (${insert(tagTable, 'ON CONFLICT DO NOTHING')}
), aliases AS (${insert(
    aliasTable,
    `ON CONFLICT (name) DO UPDATE SET incident_id = excluded.incident_id, recorded_at = excluded.recorded_at,
      log_partition = excluded.log_partition, log_offset = excluded.log_offset
    WHERE (excluded.recorded_at, excluded.log_partition, excluded.log_offset) < (old.recorded_at, old.log_partition, old.log_offset)`,
  )}
), effects AS (${insert(effectTable)}
), refusals AS (${insert(refusedTable)}
), poisons AS (${insert(quarantineTable)}
), searched AS (
  UPDATE search.checkpoint SET next_offset = $2 WHERE $6 AND log_partition = $1 AND next_offset = $3 RETURNING log_partition
), documents AS (
  INSERT INTO search.document (log_partition, log_offset, incident_id, words)
  SELECT $1, t.log_offset, t.incident_id, to_tsvector('simple', t.words)
  FROM unnest(${searchTable.columns.map(({ type }) => `$${++parameters}::${types[type].sql}[]`).join(', ')}) AS t(log_offset, incident_id, words)
  WHERE EXISTS (SELECT FROM searched)
)
SELECT CASE WHEN $5 THEN pg_notify('${channel}', json_build_object('projection', '${schema}', 'partition', log_partition, 'next',
  next_offset)::text) END FROM moved`
}
