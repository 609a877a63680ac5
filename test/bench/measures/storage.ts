import { liveSchema } from '../product.js'
import { rounded } from '../result.js'
import type { Round } from '../round.js'

export type Storage = {
  /** Bytes an event: the revision table with its indexes, hash and snapshots; and all tables of the projection. */
  readonly revisionBytes: number
  readonly allBytes: number
  readonly tables: { readonly [table: string]: number }
}

/** What the tables of the version that a rebuild has just made take, with their indexes. */
export const storageOf = async ({ database: { pool }, log: { events } }: Round): Promise<Storage> => {
  const { rows } = await pool.query<{ name: string; bytes: string }>(
    `SELECT relname AS name, pg_total_relation_size(c.oid) AS bytes FROM pg_class c
     WHERE relnamespace = $1::regnamespace AND relkind = 'r' ORDER BY 2 DESC`,
    [await liveSchema(pool)],
  )
  const tables = Object.fromEntries(rows.map(({ name, bytes }) => [name, rounded(Number(bytes) / events)]))
  const allBytes = rounded(Object.values(tables).reduce((sum, bytes) => sum + bytes, 0))
  return { revisionBytes: tables['revision'] ?? 0, allBytes, tables }
}
