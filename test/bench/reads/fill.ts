import type { Pool } from 'pg'
import { fillWords, incidentTables, liveSchema } from '../product.js'

/** The one incident, of one revision, that is multiplied: projected by the product itself, so its rows are right. */
export const templateIncident = 'template'

// What differs from row to row; every other column is the template's.
const overrides: { readonly [column: string]: string } = {
  id: `'fill-' || n`,
  incident_id: `'fill-' || n`,
  event_id: `('ffffffff-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`,
  update_id: `'agy-0/F' || n || '@1'`,
  log_offset: '1000000000000 + n',
  last_recorded_at: `now() - n * interval '10 ms'`,
  name: `'story-' || n`,
  body: `replace(t.body, '${templateIncident}', 'fill-' || n)`,
  document: `replace(t.document, '${templateIncident}', 'fill-' || n)`,
}

/**
 * Fills the live version up to so many incidents of one revision each, by the server itself. Tables and columns are read
 * from the catalogue. Indexes and keys are taken away for a large fill and made again, as a rebuild does.
 */
export const fillIncidents = async (pool: Pool, from: number, to: number): Promise<void> => {
  const schema = await liveSchema(pool)
  const restore = to - from > 100_000 ? await withoutIndexes(pool, schema) : []
  for (const table of incidentTables) {
    const columns = await columnsOf(pool, schema, table)
    const values = columns.map((column) => overrides[column] ?? `t.${column}`).join(', ')
    const key = columns.includes('incident_id') ? 'incident_id' : 'id'
    await pool.query(
      `INSERT INTO ${schema}.${table} (${columns.join(', ')}) SELECT ${values}
       FROM ${schema}.${table} t, generate_series(${from + 1}, ${to}) AS n WHERE t.${key} = '${templateIncident}'`,
    )
  }
  await pool.query(fillWords, [from + 1, to])
  for (const sql of restore) await pool.query(sql)
  await pool.query('VACUUM (ANALYZE)')
}

const columnsOf = async (pool: Pool, schema: string, table: string): Promise<string[]> => {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = $1 AND table_name = $2 AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [schema, table],
  )
  return rows.map(({ name }) => name)
}

/** Drops what indexes the tables have; answers the statements that make them again. */
const withoutIndexes = async (pool: Pool, schema: string): Promise<string[]> => {
  const { rows } = await pool.query<{ drop: string; make: string }>(
    `SELECT CASE WHEN k.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
       ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', i.indrelid::regclass, k.conname) END AS drop,
     CASE WHEN k.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
       ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', i.indrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) END AS make
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid
     WHERE c.relnamespace = $1::regnamespace AND c.relname = ANY ($2)`,
    [schema, incidentTables],
  )
  for (const { drop } of rows) await pool.query(drop)
  return rows.map(({ make }) => make)
}
