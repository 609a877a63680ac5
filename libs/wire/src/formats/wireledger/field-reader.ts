import { parseTime, type Json } from '#eventing'
import { isList, member, type JsonObject } from '../../json/json-object.js'
import { maxListed } from '../../limits.js'
import { pointerOf } from '../../json/pointer.js'
import type { Problem } from '../../wire-update.js'

/**
 * Reads the members of one document and notes everything that is wrong, each at its pointer, so that a publisher sees
 * all of it at once. Absent and null are the same: null comes back.
 */
export type FieldReader = {
  readonly problems: Problem[]
  readonly text: (key: string, check?: (text: string) => string | undefined) => string | null
  readonly time: (key: string) => string | null
  readonly whole: (key: string, lowest: number, highest: number) => number | null
  readonly version: (key: string, check: (text: string) => string | undefined) => string | null
  readonly list: (key: string) => readonly Json[] | null
  readonly note: (key: string, message: string) => void
}

/** A reader of an object that stands at `steps` in its document. */
export const fieldReader = (
  object: JsonObject,
  problems: Problem[],
  steps: readonly (string | number)[] = [],
): FieldReader => {
  const note = (key: string, message: string): void => {
    problems.push({ path: pointerOf([...steps, key]), message })
  }
  const refuse = (key: string, message: string): null => {
    note(key, message)
    return null
  }
  const text: FieldReader['text'] = (key, check) => {
    const value = member(object, key)
    if (value === undefined) return null
    if (typeof value !== 'string') return refuse(key, `must be a text, not ${kindOf(value)}`)
    const message = check?.(value)
    return message === undefined ? value : refuse(key, message)
  }
  return {
    problems,
    note,
    text,
    time: (key) => {
      const value = text(key)
      if (value === null) return null
      return parseTime(value) ?? refuse(key, 'must be an RFC 3339 time with an offset, as 2023-09-24T07:20:00Z')
    },
    whole: (key, lowest, highest) => {
      const value = member(object, key)
      if (value === undefined) return null
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest
      return fits ? value : refuse(key, `must be a whole number from ${lowest} to ${highest}`)
    },
    version: (key, check) => {
      const value = member(object, key)
      // A version that a system keeps as a number is the same version as a text: 0 is one like any other.
      if (typeof value === 'number') return String(value)
      return text(key, check)
    },
    list: (key) => {
      const value = member(object, key)
      if (value === undefined) return null
      if (!isList(value)) return refuse(key, `must be an array, not ${kindOf(value)}`)
      return value.length <= maxListed ? value : refuse(key, `must have at most ${maxListed} entries`)
    },
  }
}

/** How a value's kind is called in a message. */
export const kindOf = (value: Json | undefined): string => {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}
