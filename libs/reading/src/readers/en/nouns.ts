import { countOf, plainCount, type Count } from './count.js'
import { amountAt } from './numbers.js'
import { chainAfter } from './objects.js'
import type { Parsed } from './parsed.js'
import { countedNouns, eventNouns, found, lifeTakers, sufferVerbs } from './words/measures.js'

/** Counts said with nouns: "eleven arrests", "the death of two officers", "claimed six lives", "no casualties". */
export function nounCounts(parsed: Parsed): Count[] {
  const counts: Count[] = []
  for (let at = 0; at < parsed.tokens.length; at += 1) {
    counts.push(
      ...counted(parsed, at),
      ...eventOf(parsed, at),
      ...lives(parsed, at),
      ...bodies(parsed, at),
      ...theDead(parsed, at),
    )
  }
  return counts
}

const fillers = new Set([
  'confirmed',
  'any',
  'reported',
  'known',
  'immediate',
  'human',
  'civilian',
  'police',
  'military',
  'apparent',
  'loss',
  'of',
])

function counted(parsed: Parsed, at: number): Count[] {
  const { tokens } = parsed
  const measures = countedNouns.get(tokens[at]?.low ?? '')
  if (measures === undefined) return tokens[at]?.low === 'life' ? noLoss(parsed, at) : []
  let from = at - 1
  while (from > 0 && at - from < 4 && fillers.has(tokens[from]?.low ?? '')) from -= 1
  if (tokens[from]?.low === 'or' && from > 0 && countedNouns.has(tokens[from - 1]?.low ?? '')) from -= 2
  const isZero = ['no', 'without', 'zero'].includes(tokens[from]?.low ?? '')
  const group = groupWord(tokens.slice(from, at).map(({ low }) => low))
  if (isZero) return measures.map((measure) => ({ ...plainCount, measure, value: 0, group, from, to: at + 1, at }))
  if (measures.length > 1) return []
  for (let start = Math.max(0, from - 3); start <= from; start += 1) {
    const amount = amountAt(tokens, start)
    if (
      amount === null ||
      amount.value === null ||
      amount.to !== from + 1 ||
      sufferVerbs.has(tokens[start - 1]?.low ?? '')
    )
      continue
    return measures.map((measure) => ({
      ...plainCount,
      measure,
      value: amount.value ?? 0,
      unit: amount.unit,
      group,
      from: start,
      to: at + 1,
      at,
    }))
  }
  return []
}

function groupWord(words: readonly string[]): 'civilians' | 'police' | 'military' | 'unknown' {
  if (words.includes('civilian')) return 'civilians'
  if (words.includes('police')) return 'police'
  return words.includes('military') ? 'military' : 'unknown'
}

// "without loss of life"
function noLoss(parsed: Parsed, at: number): Count[] {
  const words = parsed.tokens.slice(Math.max(0, at - 3), at).map(({ low }) => low)
  const isNone = ['no', 'without'].includes(words[0] ?? '') && words[1] === 'loss' && words[2] === 'of'
  return isNone ? [{ ...plainCount, measure: 'killed', value: 0, group: 'unknown', from: at - 3, to: at + 1, at }] : []
}

function eventOf(parsed: Parsed, at: number): Count[] {
  const { tokens, startingAt } = parsed
  const low = tokens[at]?.low ?? ''
  const measure = eventNouns.get(low)
  if (measure === undefined || tokens[at + 1]?.low !== 'of') return []
  if ((low === 'lives' || low === 'life') && !hasBefore(parsed, at, lifeTakers, 3)) return []
  const first = startingAt.get(at + 2)
  if (first === undefined || first.count === 0) return []
  return chainAfter(parsed, first).flatMap((people) => countOf(people, measure, at, at, people.to) ?? [])
}

// "claimed 14 lives"
function lives(parsed: Parsed, at: number): Count[] {
  if (parsed.tokens[at]?.low !== 'lives' || parsed.tokens[at + 1]?.low === 'of') return []
  for (let start = Math.max(1, at - 4); start < at; start += 1) {
    const amount = amountAt(parsed.tokens, start)
    if (
      amount === null ||
      amount.value === null ||
      amount.to !== at ||
      !lifeTakers.has(parsed.tokens[start - 1]?.low ?? '')
    )
      continue
    return [
      {
        ...plainCount,
        measure: 'killed',
        value: amount.value,
        unit: amount.unit,
        group: 'unknown',
        from: start - 1,
        to: at + 1,
        at,
      },
    ]
  }
  return []
}

// "recovered the bodies of four fishermen", "five bodies were found"
function bodies(parsed: Parsed, at: number): Count[] {
  const { tokens, startingAt } = parsed
  const { low = '' } = tokens[at] ?? {}
  if (low !== 'bodies' && low !== 'body') return []
  const isFound = tokens.slice(Math.max(0, at - 6), at + 16).some((token) => found.has(token.low))
  if (!isFound) return []
  if (tokens[at + 1]?.low === 'of') {
    const people = startingAt.get(at + 2)
    return people === undefined || people.count === 0
      ? []
      : chainAfter(parsed, people).flatMap((each) => countOf(each, 'killed', at, at, each.to) ?? [])
  }
  for (let start = Math.max(0, at - 4); low === 'bodies' && start < at; start += 1) {
    const amount = amountAt(tokens, start)
    if (amount === null || amount.value === null || amount.to !== at) continue
    return [
      {
        ...plainCount,
        measure: 'killed',
        value: amount.value,
        unit: amount.unit,
        group: 'unknown',
        from: start,
        to: at + 1,
        at,
      },
    ]
  }
  return []
}

// "The dead are two policemen and a civilian"
function theDead(parsed: Parsed, at: number): Count[] {
  const { tokens, startingAt } = parsed
  const low = tokens[at]?.low
  if ((low !== 'dead' && low !== 'injured' && low !== 'wounded') || tokens[at - 1]?.low !== 'the') return []
  if (
    !['are', 'were'].includes(tokens[at + 1]?.low ?? '') ||
    tokens[at - 2]?.low === 'among' ||
    tokens[at - 2]?.low === 'of'
  )
    return []
  const first = startingAt.get(at + 2)
  if (first === undefined) return []
  return chainAfter(parsed, first).flatMap(
    (people) => countOf(people, low === 'dead' ? 'killed' : 'injured', at, at - 1, people.to) ?? [],
  )
}

function hasBefore(parsed: Parsed, at: number, words: ReadonlySet<string>, reach: number): boolean {
  return parsed.tokens.slice(Math.max(0, at - reach), at).some(({ low }) => words.has(low))
}
