import type { Parsed } from './parsed.js'
import type { People } from './people.js'
import type { Trigger } from './triggers.js'
import {
  auxiliaries,
  conjunctions,
  plainVerbs,
  prepositions,
  relatives,
  trailing,
  verbAdverbs,
  weekdays,
} from './words/function-words.js'
import { sayVerbs } from './words/speech.js'

const longestGap = 18
const singularVerbs = new Set(['was', 'is', 'has', "wasn't", "isn't", "hasn't"])
const intransitive = new Set([
  'died',
  'dies',
  'die',
  'perished',
  'perishes',
  'drowned',
  'drowns',
  'drown',
  'succumbed',
  'lost',
  'suffered',
  'sustained',
  'disappeared',
  'vanished',
  'took',
  'fell',
])

/** The people before a verb that it is said of: "two officers and a child were killed". `shared`: the verb before this one has the same. */
export type Subject = { readonly people: readonly People[]; readonly shared: 'and' | 'or' | null }

/** Finds the people a trigger is said of, to its left; null for none. */
export function subjectOf(parsed: Parsed, trigger: Trigger, before: Trigger | null): Subject | null {
  const { tokens, endingAt } = parsed
  let at = trigger.from
  let verb: string | null = null
  while (at > 0 && !endingAt.has(at)) {
    const low = tokens[at - 1]?.low ?? ''
    if (before !== null && before.to === at) return null
    if (conjunctions.has(low) || low === ',' || low === 'then') {
      const shared = sharedWith(parsed, at, before)
      if (shared !== null) return { people: [], shared }
    }
    if (auxiliaries.has(low)) verb = low
    else if (!verbAdverbs.has(low) && !weekdays.has(low) && !low.endsWith('ly')) break
    at -= 1
  }
  const isPlain = verb === null && !intransitive.has(tokens[trigger.from]?.low ?? '')
  if (isPlain && !endsReduced(parsed, trigger.to)) return null
  const near = endingAt.get(at)
  const last = near ?? (isPlain ? null : (distant(parsed, at) ?? coordinated(parsed, at)))
  if (last === null || isExample(parsed, last)) return null
  const chain = endingAt.has(at) ? chainBefore(parsed, last) : [last]
  return { people: verb !== null && singularVerbs.has(verb) ? chain.slice(-1) : chain, shared: null }
}

// "detained and later released", "killed or injured"
function sharedWith(parsed: Parsed, at: number, before: Trigger | null): 'and' | 'or' | null {
  if (before === null) return null
  let index = at
  let joint: 'and' | 'or' = 'and'
  while (index > before.to) {
    const low = parsed.tokens[index - 1]?.low ?? ''
    if (low === 'or') joint = 'or'
    else if (!conjunctions.has(low) && low !== ',' && !verbAdverbs.has(low) && !auxiliaries.has(low)) return null
    index -= 1
  }
  return index === before.to ? joint : null
}

/** After a verb without an auxiliary, as in headlines: whether no object follows. */
function endsReduced(parsed: Parsed, at: number): boolean {
  const next = parsed.tokens[at]
  if (next === undefined || next.kind !== 'word') return true
  const { low } = next
  return (
    [prepositions, conjunctions, auxiliaries, trailing, relatives, weekdays].some((words) => words.has(low)) ||
    low.endsWith('ly') ||
    sayVerbs.has(low)
  )
}

// "The driver of the lorry, a 52-year-old man, was arrested"; "who were killed"
function distant(parsed: Parsed, at: number): People | null {
  const beforeAside = overAside(parsed, at)
  if (beforeAside !== null) return beforeAside
  const candidates = parsed.people.filter((people) => people.to < at && at - people.to <= longestGap).reverse()
  for (const people of candidates.slice(0, 5)) {
    const before = parsed.tokens[people.from - 1]?.low ?? ''
    if (prepositions.has(before) && before !== 'that' && before !== 'when' && before !== 'as') continue
    if (isPassable(parsed, people.to, at)) return people
    const first = parsed.tokens[people.to]?.low
    if (people.count === null && first !== ',') return null
  }
  return null
}

// "Seventeen people, most of them women and children, died"
function overAside(parsed: Parsed, at: number): People | null {
  if (parsed.tokens[at - 1]?.low !== ',') return null
  for (let comma = at - 2; comma > Math.max(0, at - longestGap); comma -= 1) {
    if (parsed.tokens[comma]?.low === ';') return null
    if (parsed.tokens[comma]?.low !== ',') continue
    const people = parsed.endingAt.get(comma)
    if (people !== undefined && isPassable(parsed, comma, at)) return people
  }
  return null
}

// "A man was stabbed and later died": both verbs have the subject of the first.
function coordinated(parsed: Parsed, at: number): People | null {
  const { tokens } = parsed
  if (tokens[at - 1]?.low !== 'and' && tokens[at - 1]?.low !== 'but') return null
  const candidates = parsed.people.filter((people) => people.to < at && at - people.to <= longestGap).reverse()
  for (const people of candidates.slice(0, 3)) {
    const low = tokens[people.to]?.low ?? ''
    const isSubject =
      !prepositions.has(tokens[people.from - 1]?.low ?? '') && (auxiliaries.has(low) || plainVerbs.has(low))
    const gap = tokens.slice(people.to, at - 1)
    if (
      isSubject &&
      !sayVerbs.has(low) &&
      gap.every((token) => token.low !== ',' && token.low !== ';' && token.low !== 'and')
    )
      return people
  }
  return null
}

// "nine people, including three in serious condition"
function isExample(parsed: Parsed, people: People): boolean {
  const low = parsed.tokens[people.from - 1]?.low
  return low === 'including' || low === 'among' || low === 'notably'
}

function isPassable(parsed: Parsed, from: number, to: number): boolean {
  const { tokens } = parsed
  const first = tokens[from]?.low ?? ''
  const last = tokens[to - 1]?.low ?? ''
  const isRelative = relatives.has(first) || (first === ',' && relatives.has(tokens[from + 1]?.low ?? ''))
  if (first === ',' || first === '–' || first === '—' || first === '(') {
    if (to - from < 2 || (last !== ',' && last !== first && last !== ')' && !relatives.has(last))) return false
  } else if (!isRelative && !prepositions.has(first) && first !== 'aged' && !/(?:ing|ed)$/u.test(first)) {
    return false
  }
  let finite = 0
  for (let index = from; index < to; index += 1) {
    const low = tokens[index]?.low ?? ''
    if (low === ';' || low === ':') return false
    if (auxiliaries.has(low) || sayVerbs.has(low)) finite += 1
  }
  return finite <= (isRelative && to - from > 2 ? 2 : 0)
}

/** The list that ends with these people: "two officers, a medic and a child". */
function chainBefore(parsed: Parsed, last: People): readonly People[] {
  const chain = [last]
  let first = last
  let joined = false
  for (let step = 0; step < 6; step += 1) {
    const low = parsed.tokens[first.from - 1]?.low
    if (low === 'and') joined = true
    else if (low !== ',' || !joined) break
    const isComma = low === 'and' && parsed.tokens[first.from - 2]?.low === ','
    const previous = parsed.endingAt.get(first.from - (isComma ? 2 : 1))
    if (previous === undefined || previous.count === null) break
    chain.unshift(previous)
    first = previous
  }
  return chain
}
