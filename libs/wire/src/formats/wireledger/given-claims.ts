import { parseFact } from '#incident'
import type { Json } from '#eventing'
import { isObject, member, type JsonObject } from '../../json/json-object.js'
import type { GivenClaim, Problem } from '../../wire-update.js'
import { fieldReader, kindOf, type FieldReader } from './field-reader.js'

export type GivenClaims = { readonly claims: readonly GivenClaim[]; readonly warnings: readonly string[] }

/** Reads `claims`: one that cannot be taken is left out and named as `claims[2]: ...`; the others keep their index. */
export const readGivenClaims = (given: readonly Json[]): GivenClaims => {
  const claims: GivenClaim[] = []
  const warnings: string[] = []
  given.forEach((value, index) => {
    const claim = isObject(value) ? readClaim(value, index) : `must be an object, not ${kindOf(value)}`
    if (typeof claim === 'string') warnings.push(`claims[${index}]: ${claim}`)
    else claims.push(claim)
  })
  return { claims, warnings }
}

const readClaim = (object: JsonObject, index: number): GivenClaim | string => {
  const problems: Problem[] = []
  const read = fieldReader(object, problems)
  const fact = read.text('fact')
  if (fact === null) read.note('fact', 'is missing')
  const value = Object.hasOwn(object, 'value') ? object.value : undefined
  if (value === undefined) read.note('value', 'is missing')
  const rest = readRest(object, read)
  if (problems.length > 0 || fact === null || value === undefined) return summary(problems)
  const parsed = parseFact(fact, value, rest.detail)
  if (!parsed.ok) return parsed.message
  const { detail: _given, allegation, ...attribution } = rest
  return {
    index,
    fact,
    value: parsed.value,
    ...attribution,
    allegation: parsed.alwaysAllegation || allegation,
    ...(parsed.detail === undefined ? {} : { detail: parsed.detail }),
  }
}

const readRest = (object: JsonObject, read: FieldReader) => {
  const detail = member(object, 'detail')
  if (detail !== undefined && !isObject(detail)) read.note('detail', `must be an object, not ${kindOf(detail)}`)
  const allegation = member(object, 'allegation')
  if (allegation !== undefined && typeof allegation !== 'boolean') read.note('allegation', 'must be true or false')
  const via = read.list('via') ?? []
  if (!via.every((party) => typeof party === 'string')) read.note('via', 'must be an array of texts')
  return {
    speaker: unlessBlank(read.text('speaker')),
    tier: read.whole('tier', 1, 9),
    independenceGroup: unlessBlank(read.text('independenceGroup')),
    via: via.filter((party) => typeof party === 'string'),
    saidAt: read.time('saidAt'),
    quote: unlessBlank(read.text('quote')),
    allegation: allegation === true,
    ...(isObject(detail) ? { detail } : {}),
  }
}

const unlessBlank = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text)

const summary = (problems: readonly Problem[]): string =>
  problems.map(({ path, message }) => `${path.slice(1)} ${message}`).join('; ')
