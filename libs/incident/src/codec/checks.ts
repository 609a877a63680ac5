/** A JSON object of unknown members. */
export type Members = { readonly [key: string]: unknown }

/** Thrown inside the codec only, and caught at its door: the place and what was expected there. */
export class Malformed extends Error {}

export const fail = (path: string, expected: string): never => {
  throw new Malformed(`${path}: expected ${expected}`)
}

export const members = (value: unknown, path: string): Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Members) : fail(path, 'an object')

export const text = (value: unknown, path: string): string => (typeof value === 'string' ? value : fail(path, 'text'))

export const filled = (value: unknown, path: string): string => {
  const found = text(value, path)
  return found === '' ? fail(path, 'text that is not empty') : found
}

export const textOrNull = (value: unknown, path: string): string | null =>
  value === null || value === undefined ? null : text(value, path)

export const flag = (value: unknown, path: string): boolean =>
  typeof value === 'boolean' ? value : fail(path, 'true or false')

export const whole = (value: unknown, path: string): number =>
  Number.isSafeInteger(value) ? (value as number) : fail(path, 'a whole number')

export const numberOrNull = (value: unknown, path: string): number | null =>
  value === null || value === undefined ? null : typeof value === 'number' ? value : fail(path, 'a number')

export const list = <T>(value: unknown, path: string, each: (item: unknown, path: string) => T): T[] =>
  Array.isArray(value) ? value.map((item, index) => each(item, `${path}/${index}`)) : fail(path, 'an array')

const utc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/
/** A time as this system writes it: UTC, milliseconds at most. */
export const time = (value: unknown, path: string): string => {
  const found = text(value, path)
  return utc.test(found) && !Number.isNaN(Date.parse(found)) ? found : fail(path, 'a UTC time')
}
