import { room, types, writeField, written, type BinaryType } from './binary.js'
import type { Column, Table } from './tables.js'

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

/** The rows of a table as the array parameters of an `unnest`, column by column. */
export const columnsOf = <R>({ columns }: Table<R>, rows: readonly R[]): Buffer[] =>
  columns.map(({ type, of }: Column<R>) => arrayOf(types[type] as BinaryType<unknown>, rows, of))

/** One row as the parameters of a statement. */
export const valuesOf = <R>({ columns }: Table<R>, row: R): (Buffer | null)[] =>
  columns.map(({ type, of }: Column<R>) => {
    const value = of(row)
    return value === null ? null : written((types[type] as BinaryType<unknown>).write(value, 0))
  })

/** What a binary `COPY ... FROM STDIN` begins and ends with. */
export const copyHead = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
export const copyTail = Buffer.from([0xff, 0xff])

/** Some rows of a table as they stand in the body of a binary COPY, between its head and its tail. */
export const copyRowsOf = <R>({ columns }: Table<R>, rows: readonly R[]): Buffer => {
  const fields = columns.map(({ type, of }: Column<R>) => ({ type: types[type] as BinaryType<unknown>, of }))
  let at = 0
  for (const row of rows) {
    at = room(at, 2).writeInt16BE(fields.length, at)
    for (const { type, of } of fields) at = writeField(type, of(row), at)
  }
  return written(at)
}
