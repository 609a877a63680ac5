import type { Json } from '#eventing'
import type { RejectionCode } from '../codes.js'
import { maxJsonDepth, maxProblems } from '../limits.js'
import { readCompactJson } from './compact-json.js'
import { exactNumberOf } from './exact-number.js'
import { lineColumnOf } from './line-column.js'
import { pointerOf, type Step } from './pointer.js'
import { readJsonString } from './read-string.js'

export type JsonProblem = { readonly code: RejectionCode; readonly path: string; readonly message: string }

export type JsonReading =
  | {
      readonly ok: true
      /** Where a key stands twice, the last value, as `JSON.parse` has it. */
      readonly value: Json
      /** Keys that stand twice. Apart from other problems because real agencies send them in places nobody reads. */
      readonly duplicates: readonly JsonProblem[]
    }
  | { readonly ok: false; readonly problems: readonly JsonProblem[] }

type Reader = {
  readonly text: string
  readonly steps: Step[]
  readonly problems: JsonProblem[]
  readonly duplicates: JsonProblem[]
  /** Objects and arrays that may still begin. */
  left: number
  at: number
}

/**
 * Reads JSON as RFC 8259 has it and refuses what `JSON.parse` lets through with a loss: NUL and lone surrogates,
 * numbers a double cannot hold, depth beyond {@link maxJsonDepth}, very many objects and arrays; duplicate keys are named for the format to judge.
 * What is accepted equals `JSON.parse`.
 */
export const readJson = (text: string): JsonReading => {
  const compact = readCompactJson(text)
  return compact === undefined ? readCarefully(text) : { ok: true, value: compact, duplicates: [] }
}

/** As {@link readJson}, letter by letter whatever the text is. */
export const readCarefully = (text: string): JsonReading => {
  const reader: Reader = { text, steps: [], problems: [], duplicates: [], left: maxContainers(text.length), at: 0 }
  const value = readValue(reader, 0)
  if (value !== undefined) {
    skipSpace(reader)
    if (reader.at < text.length) fail(reader, 'expected the end of the document')
  }
  return value === undefined || reader.problems.length > 0
    ? { ok: false, problems: reader.problems }
    : { ok: true, value, duplicates: reader.duplicates }
}

// Undefined means that reading stopped; the problem is noted. Problems that do not stop it leave a value behind.
const readValue = (reader: Reader, depth: number): Json | undefined => {
  skipSpace(reader)
  switch (reader.text[reader.at]) {
    case '{':
      return mayBegin(reader, depth) ? readObject(reader, depth + 1) : undefined
    case '[':
      return mayBegin(reader, depth) ? readArray(reader, depth + 1) : undefined
    case '"':
      return readText(reader, 'text')
    case 't':
      return readWord(reader, 'true', true)
    case 'f':
      return readWord(reader, 'false', false)
    case 'n':
      return readWord(reader, 'null', null)
    default:
      return readNumber(reader)
  }
}

const readObject = (reader: Reader, depth: number): Json | undefined => {
  const object: { [key: string]: Json } = {}
  reader.at++
  if (skipSpace(reader) === '}') return closed(reader, object)
  for (;;) {
    if (skipSpace(reader) !== '"') return fail(reader, 'expected a key in double quotes')
    const key = readText(reader, 'key')
    if (key === undefined) return undefined
    if (skipSpace(reader) !== ':') return fail(reader, 'expected a colon after the key')
    reader.at++
    reader.steps.push(key)
    if (Object.hasOwn(object, key)) noteDuplicate(reader, key)
    const value = readValue(reader, depth)
    if (value === undefined) return undefined
    reader.steps.pop()
    setOwn(object, key, value)
    const next = skipSpace(reader)
    if (next === '}') return closed(reader, object)
    if (next !== ',') return fail(reader, 'expected a comma or the end of the object')
    reader.at++
  }
}

const readArray = (reader: Reader, depth: number): Json | undefined => {
  const array: Json[] = []
  reader.at++
  if (skipSpace(reader) === ']') return closed(reader, array)
  for (;;) {
    reader.steps.push(array.length)
    const value = readValue(reader, depth)
    if (value === undefined) return undefined
    reader.steps.pop()
    array.push(value)
    const next = skipSpace(reader)
    if (next === ']') return closed(reader, array)
    if (next !== ',') return fail(reader, 'expected a comma or the end of the array')
    reader.at++
  }
}

const readText = (reader: Reader, what: 'text' | 'key'): string | undefined => {
  const read = readJsonString(reader.text, reader.at)
  if (!read.ok) {
    reader.at = read.at
    return fail(reader, read.message)
  }
  reader.at = read.end
  if (read.hasNul) note(reader, 'WIRE_NUL', `a ${what} holds the character U+0000`)
  if (read.hasLoneSurrogate) note(reader, 'WIRE_JSON_SURROGATE', `a ${what} holds half of a surrogate pair`)
  return read.value
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

const readNumber = (reader: Reader): Json | undefined => {
  number.lastIndex = reader.at
  const literal = number.exec(reader.text)?.[0]
  if (literal === undefined) {
    return fail(reader, reader.at >= reader.text.length ? 'unexpected end of the document' : 'expected a value')
  }
  reader.at += literal.length
  const value = exactNumberOf(literal)
  if (value !== undefined) return value
  note(reader, 'WIRE_JSON_NUMBER', `the number ${literal.slice(0, 40)} cannot be held without changing it`)
  return 0
}

const readWord = (reader: Reader, word: string, value: Json): Json | undefined => {
  if (!reader.text.startsWith(word, reader.at)) return fail(reader, 'expected a value')
  reader.at += word.length
  return value
}

const skipSpace = (reader: Reader): string | undefined => {
  for (;;) {
    const character = reader.text[reader.at]
    if (character !== ' ' && character !== '\n' && character !== '\r' && character !== '\t') return character
    reader.at++
  }
}

const closed = (reader: Reader, value: Json): Json => {
  reader.at++
  return value
}

// A plain assignment to `__proto__` would set the prototype and lose the member.
const setOwn = (object: { [key: string]: Json }, key: string, value: Json): void => {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  else object[key] = value
}

const note = (reader: Reader, code: RejectionCode, message: string): void => {
  if (reader.problems.length < maxProblems) reader.problems.push({ code, path: pointerOf(reader.steps), message })
}

const noteDuplicate = (reader: Reader, key: string): void => {
  if (reader.duplicates.length >= maxProblems) return
  const message = `the key ${JSON.stringify(key.slice(0, 64))} stands twice`
  reader.duplicates.push({ code: 'WIRE_JSON_DUPLICATE_KEY', path: pointerOf(reader.steps), message })
}

// Real documents have one in 30 characters or more; what is much denser costs its reader more than its length says.
const maxContainers = (length: number): number => 10_000 + Math.floor(length / 24)

const mayBegin = (reader: Reader, depth: number): boolean => {
  if (depth === maxJsonDepth)
    note(reader, 'WIRE_JSON_DEPTH', `objects and arrays stand more than ${maxJsonDepth} deep inside one another`)
  else if (--reader.left < 0) {
    const most = maxContainers(reader.text.length)
    note(reader, 'WIRE_JSON_SIZE', `more than ${most} objects and arrays for a document of this length`)
  } else return true
  return false
}

const fail = (reader: Reader, message: string): undefined => {
  const { line, column } = lineColumnOf(reader.text, reader.at)
  // What was noted before the syntax broke is of a document that does not exist.
  reader.problems.length = 0
  reader.problems.push({ code: 'WIRE_JSON_SYNTAX', path: `line ${line}, column ${column}`, message })
  return undefined
}
