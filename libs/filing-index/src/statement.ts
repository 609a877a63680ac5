import { arrayOf, types } from '#postgres-binary'

/** A statement that is prepared once a connection, under its name. */
export type Statement = { readonly name: string; readonly text: string }

/** A parameter as it goes out: bytes in binary format, anything else as text. */
export type Parameter = Buffer | string | null

/** A statement with what it is run with. */
export type Bound = { readonly statement: Statement; readonly values: readonly Parameter[] }

/** A column of texts for `unnest`, or a single value. */
export type Value = readonly (string | null)[] | Buffer | string | number | boolean | null

/** Whole numbers as the text of an array. */
export const numberList = (numbers: readonly (number | string)[]): string => `{${numbers.join(',')}}`

/** A statement and its values, encoded: what cannot be encoded fails here, before anything goes out. */
export const bound = (statement: Statement, values: readonly Value[]): Bound => ({
  statement,
  values: values.map(parameterOf),
})

const isColumn = (value: Value): value is readonly (string | null)[] => Array.isArray(value)

const parameterOf = (value: Value): Parameter => {
  if (value === null || typeof value === 'string' || Buffer.isBuffer(value)) return value
  return isColumn(value) ? arrayOf(types.text, value, (text) => text) : String(value)
}

/** A statement that takes rows as columns of text; none where there are no rows. */
export const boundRows = <Row>(
  statement: Statement,
  rows: readonly Row[],
  ...columns: readonly ((row: Row) => string | null)[]
): Bound[] =>
  rows.length === 0 ? [] : [{ statement, values: columns.map((columnOf) => arrayOf(types.text, rows, columnOf)) }]
