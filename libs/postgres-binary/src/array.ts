import { room, writeField, written, type BinaryType } from './types.js'

/**
 * A column of values in PostgreSQL's binary array format, for `unnest($1::text[], ...)`. `pg` writes arrays as text, where
 * every quote of a JSON document is escaped here and unescaped there; in binary a value is its length and its bytes.
 */
export const arrayOf = <R, T>(type: BinaryType<T>, rows: readonly R[], of: (row: R) => T | null): Buffer => {
  const header = room(0, 20)
  header.writeInt32BE(1, 0)
  header.writeInt32BE(1, 4)
  header.writeInt32BE(type.oid, 8)
  header.writeInt32BE(rows.length, 12)
  header.writeInt32BE(1, 16)
  let at = 20
  for (const row of rows) at = writeField(type, of(row), at)
  return written(at)
}
