import { noHints } from '../hints.js'
import { decode } from '../decode.js'
import type { Decoded, Hints, Rejected, WireUpdate } from '../wire-update.js'

/** Text as UTF-8 bytes, anything else as the JSON text of it. */
export const bytesOf = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

/** Bytes given as numbers and texts, for what no text can hold. */
export const rawBytes = (...parts: readonly (number | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])))

/** Hints of which only the named ones are given. */
export const hintsOf = (given: Partial<Hints> = {}): Hints => ({ ...noHints, ...given })

/** Decodes a value (see {@link bytesOf}) with some hints. */
export const decodeValue = (value: unknown, given: Partial<Hints> = {}): Decoded | Rejected =>
  decode(value instanceof Uint8Array ? value : bytesOf(value), hintsOf(given))

/** The one update a value decodes to; fails the test where it does not. */
export const updateOf = (value: unknown, given: Partial<Hints> = {}): WireUpdate => {
  const result = decodeValue(value, given)
  if (result.outcome === 'rejected') throw new Error(`rejected: ${result.code} ${result.reason}`)
  const [update] = result.updates
  if (update === undefined || result.updates.length !== 1) throw new Error(`${result.updates.length} updates`)
  return update
}

/** The warnings of a value that decodes. */
export const warningsOf = (value: unknown, given: Partial<Hints> = {}): readonly string[] => {
  const result = decodeValue(value, given)
  if (result.outcome === 'rejected') throw new Error(`rejected: ${result.code} ${result.reason}`)
  return result.warnings
}

/** The rejection of a value; fails the test where it decodes. */
export const rejectionOf = (value: unknown, given: Partial<Hints> = {}): Rejected => {
  const result = decodeValue(value, given)
  if (result.outcome === 'decoded') throw new Error(`decoded as ${result.format}`)
  return result
}
