/**
 * Columns of values in PostgreSQL's binary array format, for `unnest($1::text[], ...)`. `pg` writes arrays as text, where
 * every quote of a JSON document is escaped here and unescaped there; in binary a value is its length and its bytes.
 */
export const column = {
  text: (values: readonly (string | null)[]): Buffer => encode(oid.text, values, writeText),
  uuid: (values: readonly string[]): Buffer =>
    encode(oid.uuid, values, (value, at) => writeHex(value.replaceAll('-', ''), at)),
  /** Of hashes in hex. */
  hex: (values: readonly string[]): Buffer => encode(oid.bytea, values, writeHex),
  bytes: (values: readonly (Buffer | null)[]): Buffer => encode(oid.bytea, values, writeBytes),
  int: (values: readonly number[]): Buffer =>
    encode(oid.int4, values, (value, at) => scratch(at, 4).writeInt32BE(value, at)),
  bigint: (values: readonly number[]): Buffer =>
    encode(oid.int8, values, (value, at) => scratch(at, 8).writeBigInt64BE(BigInt(value), at)),
  flag: (values: readonly boolean[]): Buffer =>
    encode(oid.bool, values, (value, at) => scratch(at, 1).writeInt8(value ? 1 : 0, at)),
  /** ISO 8601 UTC times, to the millisecond. */
  time: (values: readonly string[]): Buffer => encode(oid.timestamptz, values, writeTime),
  /** Lists of texts, each as the text form of a text[], since arrays of arrays must be rectangular. */
  lists: (values: readonly (readonly string[])[]): Buffer => encode(oid.text, values.map(listLiteral), writeText),
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

const encode = <T>(type: number, values: readonly (T | null)[], write: (value: T, at: number) => number): Buffer => {
  const header = scratch(0, 20)
  header.writeInt32BE(1, 0)
  header.writeInt32BE(1, 4)
  header.writeInt32BE(type, 8)
  header.writeInt32BE(values.length, 12)
  header.writeInt32BE(1, 16)
  let at = 20
  for (const value of values) {
    scratch(at, 4)
    const end = value === null ? at + 4 : write(value, at + 4)
    memory.writeInt32BE(value === null ? -1 : end - at - 4, at)
    at = end
  }
  return Buffer.from(memory.subarray(0, at))
}

const writeText = (value: string, at: number): number => at + scratch(at, value.length * 3).write(value, at, 'utf8')
const writeHex = (value: string, at: number): number => at + scratch(at, value.length).write(value, at, 'hex')
const writeBytes = (value: Buffer, at: number): number => at + value.copy(scratch(at, value.length), at)

const millisAt2000 = 946_684_800_000
const writeTime = (value: string, at: number): number =>
  scratch(at, 8).writeBigInt64BE(BigInt(Date.parse(value) - millisAt2000) * 1000n, at)

const listLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
