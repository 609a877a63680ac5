// Reused, since encoding never awaits; what is handed out is a copy.
let memory = Buffer.allocUnsafe(1 << 20)

const room = (at: number, size: number): void => {
  if (at + size <= memory.length) return
  const larger = Buffer.allocUnsafe(Math.max(memory.length * 2, at + size))
  memory.copy(larger, 0, 0, at)
  memory = larger
}

const textOid = 25
const headerSize = 20

/**
 * Texts as a `text[]` in PostgreSQL's binary format. `pg` writes arrays as text, where every quote of a JSON document is
 * escaped here and unescaped there; in binary a value is its length and its bytes. Other types are cast from text in SQL.
 */
export const textArray = (values: readonly (string | null)[]): Buffer => {
  room(0, headerSize)
  let at = writeInt(1, 0)
  at = writeInt(1, at)
  at = writeInt(textOid, at)
  at = writeInt(values.length, at)
  at = writeInt(1, at)
  for (const value of values) at = writeValue(value, at)
  return Buffer.from(memory.subarray(0, at))
}

// Most texts are short and plain, and calling into the runtime for each costs more than copying them here.
const shortText = 48

const writeValue = (value: string | null, at: number): number => {
  if (value === null) {
    room(at, 4)
    return writeInt(-1, at)
  }
  room(at, 4 + value.length * 3)
  const start = at + 4
  const end = value.length > shortText ? start + memory.write(value, start, 'utf8') : writeShort(value, start)
  writeInt(end - start, at)
  return end
}

const writeShort = (value: string, at: number): number => {
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index)
    if (unit > 0x7f) return at + memory.write(value, at, 'utf8')
    memory[at + index] = unit
  }
  return at + value.length
}

const writeInt = (value: number, at: number): number => {
  memory[at] = value >>> 24
  memory[at + 1] = value >>> 16
  memory[at + 2] = value >>> 8
  memory[at + 3] = value
  return at + 4
}
