import { arrayOf, room, types, writeField, written, type BinaryType } from '#postgres-binary'
import type { Column, Table } from './tables.js'

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
