import type { CountUnit } from '#incident'
import { amountAt, isYear } from './numbers.js'
import { headFrom } from './people-head.js'
import type { Token } from './tokens.js'
import {
  articles,
  auxiliaries,
  definites,
  possessives,
  prepositions,
  conjunctions,
  trailing,
  plainVerbs,
} from './words/function-words.js'
import { affiliated, peopleNouns, ranks, things, type Group } from './words/groups.js'
import { triggerWords } from './words/measures.js'
import { ordinals } from './words/number-words.js'

/** A noun phrase for people. `count` null: not counted. `group` null: hangs on what was said before ("three others"). */
export type People = {
  readonly from: number
  readonly to: number
  readonly count: number | null
  readonly unit: CountUnit
  readonly group: Group | null
  /** No noun of its own. */
  readonly bare: boolean
  /** "another", "three more": besides those before. */
  readonly further: boolean
  /** "two of them": some of those before. */
  readonly part: boolean
  /** A plain "a", "the" or no article. */
  readonly singular: boolean
  readonly male: boolean
  /** "a third officer": one more, where those before were something else. */
  readonly ordinal: boolean
}

const further = new Set(['other', 'others', 'more', 'additional', 'further'])
const pronouns = new Set(['them', 'whom', 'those', 'us', 'which'])

/** All noun phrases for people in a sentence, in order, none overlapping. */
export function peopleIn(tokens: readonly Token[]): People[] {
  const found: People[] = []
  for (let at = 0; at < tokens.length;) {
    const people = peopleAt(tokens, at)
    if (people !== null) found.push(people)
    at = people === null ? at + 1 : Math.max(people.to, at + 1)
  }
  return found
}

function peopleAt(tokens: readonly Token[], at: number): People | null {
  const low = tokens[at]?.low ?? ''
  if (
    low === 'all' ||
    low === 'the' ||
    low === 'another' ||
    low === 'these' ||
    low === 'those' ||
    possessives.has(low)
  ) {
    const inner = amountAt(tokens, at + 1)
    if (inner !== null && inner.value !== null) {
      const counted = afterAmount(tokens, at, inner.to, inner.value, inner.unit)
      if (counted !== null) return { ...counted, further: counted.further || low === 'another' }
    }
  }
  const amount = isYear(tokens, at) && !peopleNouns.has(tokens[at + 1]?.low ?? '') ? null : amountAt(tokens, at)
  if (amount !== null) return afterAmount(tokens, at, amount.to, amount.value, amount.unit)
  if (low === 'another') return afterAmount(tokens, at, at + 1, 1, 'exact', true)
  if (low === 'no') return noPeople(tokens, at)
  if (articles.has(low) || definites.has(low) || possessives.has(low)) return afterArticle(tokens, at)
  return withoutArticle(tokens, at)
}

const base = {
  unit: 'exact',
  bare: false,
  further: false,
  part: false,
  singular: false,
  male: false,
  ordinal: false,
} as const

function afterAmount(
  tokens: readonly Token[],
  from: number,
  at: number,
  count: number | null,
  unit: CountUnit,
  isFurther = false,
): People | null {
  const of = tokens[at]?.low === 'of' && from !== at
  if (of) return partOf(tokens, from, at + 1, count, unit)
  let next = at
  let more = isFurther
  while (further.has(tokens[next]?.low ?? '')) {
    more = true
    next += 1
  }
  const head = headFrom(tokens, next, count !== 1)
  if (head !== null) {
    const { to, group, male } = head
    return { ...base, from, to, count, unit, group, further: more, male }
  }
  const isHeadless = canStandAlone(tokens, next) && !(next === at && isDate(tokens, from, at))
  return isHeadless ? { ...base, from, to: next, count, unit, group: null, bare: true, further: more } : null
}

function partOf(
  tokens: readonly Token[],
  from: number,
  at: number,
  count: number | null,
  unit: CountUnit,
): People | null {
  const low = tokens[at]?.low ?? ''
  if (pronouns.has(low)) return { ...base, from, to: at + 1, count, unit, group: null, bare: true, part: true }
  let next = definites.has(low) || possessives.has(low) ? at + 1 : at
  const total = amountAt(tokens, next)
  if (total !== null && total.value !== null) next = total.to
  const head = headFrom(tokens, next, true)
  if (head === null)
    return triggerWords.has(tokens[next]?.low ?? '')
      ? { ...base, from, to: next + 1, count: null, unit, group: null }
      : null
  const isPart = next > at && count !== 0 && total?.value !== count
  return { ...base, from, to: head.to, count, unit, group: head.group, part: isPart }
}

function noPeople(tokens: readonly Token[], from: number): People | null {
  if (further.has(tokens[from + 1]?.low ?? '')) return null
  const head = headFrom(tokens, from + 1, null)
  return head === null ? null : { ...base, from, to: head.to, count: 0, group: head.group }
}

function afterArticle(tokens: readonly Token[], from: number): People | null {
  const family = familyOf(tokens, from)
  if (family !== null) return family
  if (ordinals.has(tokens[from + 1]?.low ?? '')) {
    const head = headFrom(tokens, from + 2, false)
    const to = head?.to ?? from + 2
    const isKnown = head !== null || canStandAlone(tokens, to)
    return {
      ...base,
      from,
      to,
      count: isKnown ? 1 : null,
      group: head?.group ?? null,
      bare: head === null,
      further: true,
      ordinal: true,
    }
  }
  const one = headFrom(tokens, from + 1, false)
  if (one !== null) return { ...base, from, to: one.to, count: 1, group: one.group, singular: true, male: one.male }
  const many = articles.has(tokens[from]?.low ?? '') ? null : headFrom(tokens, from + 1, true)
  return many === null ? null : { ...base, from, to: many.to, count: null, group: many.group }
}

function familyOf(tokens: readonly Token[], from: number): People | null {
  if (tokens[from + 1]?.low !== 'family' || tokens[from + 2]?.low !== 'of') return null
  const size = amountAt(tokens, from + 3)
  return size === null ? null : { ...base, from, to: size.to, count: size.value, unit: size.unit, group: 'civilians' }
}

function withoutArticle(tokens: readonly Token[], from: number): People | null {
  const token = tokens[from]
  if (token === undefined || (!peopleNouns.has(token.low) && !affiliated.has(token.low))) return null
  if (ranks.has(token.low) && token.cap && tokens[from + 1]?.cap) {
    const noun = peopleNouns.get(token.low)
    let to = from + 1
    while (tokens[to]?.cap && !peopleNouns.has(tokens[to]?.low ?? '') && !triggerWords.has(tokens[to]?.low ?? ''))
      to += 1
    if (to > from + 1) return { ...base, from, to, count: 1, group: noun?.group ?? 'police', singular: true }
  }
  const one = headFrom(tokens, from, false)
  if (one !== null) return { ...base, from, to: one.to, count: 1, group: one.group, singular: true }
  const many = headFrom(tokens, from, true)
  return many === null ? null : { ...base, from, to: many.to, count: null, group: many.group }
}

function canStandAlone(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at]
  if (next === undefined || (next.kind === 'mark' && next.low !== '-' && next.low !== '$')) return true
  const { low } = next
  if (things.has(low) && !plainVerbs.has(low)) return false
  return (
    [auxiliaries, prepositions, conjunctions, trailing, plainVerbs, triggerWords].some((words) => words.has(low)) ||
    low.endsWith('ly')
  )
}

const beforeDates = new Set([
  'in',
  'on',
  'at',
  'aged',
  'since',
  'by',
  'until',
  'from',
  'no',
  'number',
  'route',
  'highway',
  'page',
  'chapter',
  'article',
])

function isDate(tokens: readonly Token[], from: number, to: number): boolean {
  const before = tokens[from - 1]
  return (
    before !== undefined &&
    tokens[to - 1]?.kind === 'number' &&
    (beforeDates.has(before.low) || before.low === '$' || before.low === '€')
  )
}
