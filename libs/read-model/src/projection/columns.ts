/**
 * Columns of values in PostgreSQL's binary array format, for `unnest($1::text[], ...)`. `pg` writes arrays as text, where
 * every quote of a JSON document is escaped here and unescaped there; in binary a value is its length and its bytes.
 */
export const column = {
  text: <R>(rows: readonly R[], of: (row: R) => string | null): Buffer => encode(oid.text, rows, of, writeText),
  uuid: <R>(rows: readonly R[], of: (row: R) => string): Buffer => encode(oid.uuid, rows, of, writeUuid),
  /** Of hashes in hex. */
  hex: <R>(rows: readonly R[], of: (row: R) => string): Buffer => encode(oid.bytea, rows, of, writeHex),
  bytes: <R>(rows: readonly R[], of: (row: R) => Buffer | null): Buffer => encode(oid.bytea, rows, of, writeBytes),
  int: <R>(rows: readonly R[], of: (row: R) => number): Buffer => encode(oid.int4, rows, of, writeInt),
  bigint: <R>(rows: readonly R[], of: (row: R) => number): Buffer => encode(oid.int8, rows, of, writeBigint),
  flag: <R>(rows: readonly R[], of: (row: R) => boolean): Buffer => encode(oid.bool, rows, of, writeFlag),
  /** ISO 8601 UTC times, to the millisecond. */
  time: <R>(rows: readonly R[], of: (row: R) => string): Buffer => encode(oid.timestamptz, rows, of, writeTime),
  /** Lists of texts, each as the text form of a text[], since arrays of arrays must be rectangular. */
  lists: <R>(rows: readonly R[], of: (row: R) => readonly string[]): Buffer =>
    encode(oid.text, rows, (row) => listLiteral(of(row)), writeText),
}

const oid = { bool: 16, bytea: 17, int8: 20, int4: 23, text: 25, timestamptz: 1184, uuid: 2950 } as const

// Reused, since encoding never awaits; what is handed out is a copy.
let memory = Buffer.allocUnsafe(1 << 20)
const scratch = (at: number, size: number): Buffer => {
  if (at + size <= memory.length) return memory
  const larger = Buffer.allocUnsafe(Math.max(memory.length * 2, at + size))
  memory.copy(larger, 0, 0, at)
  memory = larger
  return memory
}

const encode = <R, T>(
  type: number,
  rows: readonly R[],
  of: (row: R) => T | null,
  write: (value: T, at: number) => number,
): Buffer => {
  const header = scratch(0, 20)
  header.writeInt32BE(1, 0)
  header.writeInt32BE(1, 4)
  header.writeInt32BE(type, 8)
  header.writeInt32BE(rows.length, 12)
  header.writeInt32BE(1, 16)
  let at = 20
  for (const row of rows) {
    const value = of(row)
    scratch(at, 4)
    const end = value === null ? at + 4 : write(value, at + 4)
    memory.writeInt32BE(value === null ? -1 : end - at - 4, at)
    at = end
  }
  return Buffer.from(memory.subarray(0, at))
}

// Most texts are short and plain, and calling into the runtime for each costs more than copying them here.
const shortText = 48
const writeText = (value: string, at: number): number => {
  const into = scratch(at, value.length * 3)
  if (value.length > shortText) return at + into.write(value, at, 'utf8')
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index)
    if (unit > 0x7f) return at + into.write(value, at, 'utf8')
    into[at + index] = unit
  }
  return at + value.length
}

const writeHex = (value: string, at: number): number => at + scratch(at, value.length).write(value, at, 'hex')
const writeUuid = (value: string, at: number): number => writeHex(value.replaceAll('-', ''), at)
const writeBytes = (value: Buffer, at: number): number => at + value.copy(scratch(at, value.length), at)
const writeInt = (value: number, at: number): number => scratch(at, 4).writeInt32BE(value, at)
const writeBigint = (value: number, at: number): number => writeWide(value, 1, at)
const writeFlag = (value: boolean, at: number): number => scratch(at, 1).writeInt8(value ? 1 : 0, at)

const millisAt2000 = 946_684_800_000
const writeTime = (value: string, at: number): number => writeWide(Date.parse(value) - millisAt2000, 1000, at)

const two32 = 2 ** 32
// value * factor as 64 bits: the product may pass 2^53, so it is taken in halves that do not.
const writeWide = (value: number, factor: number, at: number): number => {
  const high = Math.floor(value / two32)
  const low = (value - high * two32) * factor
  const carry = Math.floor(low / two32)
  const into = scratch(at, 8)
  into.writeInt32BE(high * factor + carry, at)
  return into.writeUInt32BE(low - carry * two32, at + 4)
}

const listLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
