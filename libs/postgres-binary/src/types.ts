/** How values of one type are written in PostgreSQL's binary format, in array parameters and in COPY alike. */
export type BinaryType<T> = {
  readonly oid: number
  /** Its name in SQL. */
  readonly sql: string
  /** Writes a value from `at` on and answers where it ends. */
  readonly write: (value: T, at: number) => number
}

// Reused, since encoding never awaits; what is handed out is a copy.
let memory = Buffer.allocUnsafe(1 << 20)

/** The buffer that is being written, with room for `size` bytes from `at` on. */
export const room = (at: number, size: number): Buffer => {
  if (at + size <= memory.length) return memory
  const larger = Buffer.allocUnsafe(Math.max(memory.length * 2, at + size))
  memory.copy(larger, 0, 0, at)
  memory = larger
  return memory
}

/** A copy of what was written. */
export const written = (end: number): Buffer => Buffer.from(memory.subarray(0, end))

// There is one before every field, and Buffer's own way checks each of them.
const writeInt = (value: number, at: number): number => {
  memory[at] = value >>> 24
  memory[at + 1] = value >>> 16
  memory[at + 2] = value >>> 8
  memory[at + 3] = value
  return at + 4
}

/** Writes one field, its length first; -1 stands for null. Answers where it ends. */
export const writeField = <T>({ write }: BinaryType<T>, value: T | null, at: number): number => {
  room(at, 4)
  const end = value === null ? at + 4 : write(value, at + 4)
  writeInt(value === null ? -1 : end - at - 4, at)
  return end
}

// Most texts are short and plain, and calling into the runtime for each costs more than copying them here.
const shortText = 48
const writeText = (value: string, at: number): number => {
  const into = room(at, value.length * 3)
  if (value.length > shortText) return at + into.write(value, at, 'utf8')
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index)
    if (unit > 0x7f) return at + into.write(value, at, 'utf8')
    into[at + index] = unit
  }
  return at + value.length
}

const writeHex = (value: string, at: number): number => at + room(at, value.length).write(value, at, 'hex')

const nibbles = new Uint8Array(128)
for (const [index, digit] of [...'0123456789abcdef'].entries()) nibbles[digit.charCodeAt(0)] = index

// 8-4-4-4-12 lower-case digits, as the codec demands.
const writeUuid = (value: string, at: number): number => {
  const into = room(at, 16)
  let byte = at
  for (let index = 0; index < 36; index += 2) {
    if (value.charCodeAt(index) === 0x2d) index++
    const high = nibbles[value.charCodeAt(index) & 0x7f] ?? 0
    into[byte++] = (high << 4) | (nibbles[value.charCodeAt(index + 1) & 0x7f] ?? 0)
  }
  return at + 16
}

const millisAt2000 = 946_684_800_000
let [lastTime, lastMillis] = ['', NaN]
let [timeBefore, millisBefore] = ['', NaN]
// The times of a chunk repeat: what is received now was mostly said now, and the broker stamps whole batches in between.
const writeTime = (value: string, at: number): number => {
  if (value !== lastTime) {
    const millis = value === timeBefore ? millisBefore : Date.parse(value) - millisAt2000
    timeBefore = lastTime
    millisBefore = lastMillis
    lastTime = value
    lastMillis = millis
  }
  return writeWide(lastMillis, 1000, at)
}

const two32 = 2 ** 32
// value * factor as 64 bits: the product may pass 2^53, so it is taken in halves that do not.
const writeWide = (value: number, factor: number, at: number): number => {
  const high = Math.floor(value / two32)
  const low = (value - high * two32) * factor
  const carry = Math.floor(low / two32)
  room(at, 8)
  return writeInt(low - carry * two32, writeInt(high * factor + carry, at))
}

const writeWhole = (value: number, at: number): number => {
  room(at, 4)
  return writeInt(value, at)
}

const listLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`

type Types = {
  readonly text: BinaryType<string>
  readonly utf8: BinaryType<Buffer>
  readonly uuid: BinaryType<string>
  readonly hex: BinaryType<string>
  readonly bytes: BinaryType<Buffer>
  readonly int: BinaryType<number>
  readonly bigint: BinaryType<number>
  readonly flag: BinaryType<boolean>
  readonly letter: BinaryType<string>
  readonly time: BinaryType<string>
  readonly list: BinaryType<readonly string[]>
}

/** The types of our columns. */
export const types: Types = {
  text: { oid: 25, sql: 'text', write: writeText },
  /** Text that is UTF-8 already. */
  utf8: { oid: 25, sql: 'text', write: (value, at) => at + value.copy(room(at, value.length), at) },
  uuid: { oid: 2950, sql: 'uuid', write: writeUuid },
  /** Bytes given in hex. */
  hex: { oid: 17, sql: 'bytea', write: writeHex },
  bytes: { oid: 17, sql: 'bytea', write: (value, at) => at + value.copy(room(at, value.length), at) },
  int: { oid: 23, sql: 'int', write: writeWhole },
  bigint: { oid: 20, sql: 'bigint', write: (value, at) => writeWide(value, 1, at) },
  flag: { oid: 16, sql: 'boolean', write: (value, at) => room(at, 1).writeInt8(value ? 1 : 0, at) },
  /** One ASCII letter. */
  letter: { oid: 18, sql: '"char"', write: (value, at) => room(at, 1).writeUInt8(value.charCodeAt(0), at) },
  /** ISO 8601 UTC times, to the millisecond. */
  time: { oid: 1184, sql: 'timestamptz', write: writeTime },
  /** Lists of texts, each as the text form of a text[], since arrays of arrays must be rectangular. */
  list: { oid: 25, sql: 'text', write: (value, at) => writeText(listLiteral(value), at) },
}
