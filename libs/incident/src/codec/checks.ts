import { epochOf } from '#eventing'

/** A JSON object of unknown members. */
export type Members = { readonly [key: string]: unknown }

/** Thrown inside the codec only, and caught at its door: the place and what was expected there. */
export class Malformed extends Error {
  constructor(
    readonly path: string,
    readonly expected: string,
  ) {
    super(`${path}: expected ${expected}`)
  }
}

export const fail = (path: string, expected: string): never => {
  throw new Malformed(path, expected)
}

/** Reads something that lies at `path`; what it finds wrong is named from there. Paths are only put together on failure. */
export const inside = <T>(path: string, value: unknown, read: (value: unknown) => T): T => {
  try {
    return read(value)
  } catch (error) {
    throw error instanceof Malformed ? new Malformed(`${path}${error.path}`, error.expected) : error
  }
}

export const members = (value: unknown, path: string): Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Members) : fail(path, 'an object')

export const text = (value: unknown, path: string): string => (typeof value === 'string' ? value : fail(path, 'text'))

export const filled = (value: unknown, path: string): string =>
  typeof value === 'string' && value !== '' ? value : fail(path, value === '' ? 'text that is not empty' : 'text')

export const textOrNull = (value: unknown, path: string): string | null =>
  value === null || value === undefined ? null : text(value, path)

export const flag = (value: unknown, path: string): boolean =>
  typeof value === 'boolean' ? value : fail(path, 'true or false')

export const whole = (value: unknown, path: string): number =>
  Number.isSafeInteger(value) ? (value as number) : fail(path, 'a whole number')

export const numberOrNull = (value: unknown, path: string): number | null =>
  value === null || value === undefined ? null : typeof value === 'number' ? value : fail(path, 'a number')

export const list = <T>(value: unknown, path: string, each: (item: unknown, path: string) => T): readonly T[] => {
  if (!Array.isArray(value)) return fail(path, 'an array')
  if (value.length === 0) return nothing
  return value.map((item, index) => {
    try {
      return each(item, '')
    } catch (error) {
      throw error instanceof Malformed ? new Malformed(`${path}/${index}${error.path}`, error.expected) : error
    }
  })
}

const nothing: readonly never[] = []

const utc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/
// Most events say the same time several times over.
let lastTime = '1970-01-01T00:00:00.000Z'
/** A time as this system writes it: UTC, milliseconds at most. */
export const time = (value: unknown, path: string): string => {
  if (value === lastTime) return lastTime
  const found = text(value, path)
  if (!utc.test(found) || Number.isNaN(epochOf(found))) return fail(path, 'a UTC time')
  lastTime = found
  return found
}
