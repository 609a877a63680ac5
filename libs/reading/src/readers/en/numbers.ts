import type { CountUnit } from '#incident'
import type { Token } from './tokens.js'
import type { Phrases } from './words/phrases.js'
import { qualifiers, scales, small, vague, wholeNumbers } from './words/number-words.js'

/** A number phrase: `value` null where an amount is said without a number. */
export type Amount = {
  readonly to: number
  readonly value: number | null
  readonly unit: CountUnit
  readonly qualified: boolean
}

const yearLike = /^(?:19|20)\d\d$/u
const highest = 10_000_000

/** The number phrase that begins at a token: "at least two dozen", "1,200", "nobody", "several". */
export function amountAt(tokens: readonly Token[], at: number): Amount | null {
  const qualifier = qualifierAt(tokens, at)
  const start = at + (qualifier?.length ?? 0)
  const counted = numberAt(tokens, start)
  if (counted === null) {
    const low = tokens[start]?.low ?? ''
    return vague.has(low) ? { to: start + 1, value: null, unit: 'exact', qualified: false } : null
  }
  const range = rangeEnd(tokens, counted.to)
  if (range !== null) return { to: range, value: null, unit: 'exact', qualified: false }
  const more = tokens[counted.to]?.low === 'or' ? tokens[counted.to + 1]?.low : undefined
  const suffixUnit = more === 'more' ? 'atLeast' : more === 'so' ? 'about' : null
  const value = qualifier?.unit === null ? null : counted.value
  const to = counted.to + (suffixUnit === null ? 0 : 2)
  return { to, value, unit: suffixUnit ?? qualifier?.unit ?? 'exact', qualified: qualifier !== null }
}

/** The bare number that begins at a token, without anything said of it. */
export function numberAt(tokens: readonly Token[], at: number): { to: number; value: number } | null {
  const whole = phraseAt(tokens, at, wholeNumbers)
  if (whole !== null) return scaled(tokens, at + whole.length, whole.meaning)
  const first = tokens[at]
  if (first === undefined) return null
  const value = first.kind === 'number' ? digits(first.text) : small.get(first.low)
  return value === undefined || value === null ? null : scaled(tokens, at + 1, value)
}

/** Whether a token is a year rather than a count. */
export function isYear(tokens: readonly Token[], at: number): boolean {
  return yearLike.test(tokens[at]?.text ?? '')
}

function digits(text: string): number | null {
  if (/^\d{1,3}(?:,\d{3})+$/u.test(text)) return Number(text.replaceAll(',', ''))
  if (/^\d{1,3}(?:\.\d{3})+$/u.test(text)) return Number(text.replaceAll('.', ''))
  if (/^\d{1,8}$/u.test(text)) return Number(text)
  return /^\d{1,3}\.\d{1,2}$/u.test(text) ? Number(text) : null
}

function scaled(tokens: readonly Token[], at: number, first: number): { to: number; value: number } | null {
  let value = first
  let to = at
  for (;;) {
    const low = tokens[to]?.low ?? ''
    const scale = scales.get(low) ?? (low === 'dozen' ? 12 : undefined)
    if (scale === undefined || value === 0) break
    value *= scale
    to += 1
    const rest = tokens[to]?.low === 'and' ? to + 1 : to
    const added = small.get(tokens[rest]?.low ?? '')
    if (scale >= 100 && added !== undefined && (rest > to || !tokens[rest]?.cap)) {
      value += added
      to = rest + 1
    }
  }
  const counted = Math.round(value)
  return Math.abs(counted - value) > 1e-6 || counted > highest ? null : { to, value: counted }
}

function rangeEnd(tokens: readonly Token[], at: number): number | null {
  const low = tokens[at]?.low
  if (low !== 'or' && low !== 'to' && low !== '-' && low !== '–') return null
  return numberAt(tokens, at + 1)?.to ?? null
}

function qualifierAt(tokens: readonly Token[], at: number): { length: number; unit: CountUnit | null } | null {
  const found = phraseAt(tokens, at, qualifiers)
  return found === null ? null : { length: found.length, unit: found.meaning }
}

/** The phrase of a table that stands at a token. */
export function phraseAt<T>(
  tokens: readonly Token[],
  at: number,
  table: Phrases<T>,
): { length: number; meaning: T } | null {
  const candidates = table.get(tokens[at]?.low ?? '')
  if (candidates === undefined) return null
  for (const [phrase, meaning] of candidates) if (matches(tokens, at, phrase)) return { length: phrase.length, meaning }
  return null
}

export function matches(tokens: readonly Token[], at: number, phrase: readonly string[]): boolean {
  return phrase.every((word, index) => tokens[at + index]?.low === word)
}
