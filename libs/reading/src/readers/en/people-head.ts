import type { Token } from './tokens.js'
import {
  articles,
  auxiliaries,
  conjunctions,
  definites,
  plainVerbs,
  possessives,
  prepositions,
} from './words/function-words.js'
import { affiliated, affiliations, peopleNouns, things, type Group } from './words/groups.js'
import { triggerWords } from './words/measures.js'
import { small } from './words/number-words.js'

export type Head = { readonly to: number; readonly group: Group; readonly male: boolean }

const longestModifier = 5
const blockers = [articles, auxiliaries, conjunctions, definites, possessives, prepositions, plainVerbs]
const aged = /-year-olds?$/u
const nation = /(?:s|ese|ish)$/u
const males = new Set(['man', 'men'])

/** The noun that ends the noun phrase whose modifiers begin at a token. `many` says which number the noun must have; null: either. */
export function headFrom(tokens: readonly Token[], at: number, many: boolean | null): Head | null {
  let last: { index: number; low: string } | null = null
  for (let index = at; index < tokens.length && index <= at + longestModifier; index += 1) {
    const token = tokens[index]
    if (token === undefined || token.kind === 'mark' || isBlocked(token.low)) break
    if (isHead(token.low, many)) last = { index, low: token.low }
    else if (last !== null || (triggerWords.has(token.low) && !isAttribute(tokens, index))) break
  }
  if (last === null) return ageOrNation(tokens, at, many)
  if (things.has(tokens[last.index + 1]?.low ?? '')) return null
  const of = affiliationAfter(tokens, last)
  const group = of?.group ?? groupOf(tokens, at, last)
  const to = of?.to ?? last.index + 1
  return { to, group, male: males.has(last.low) && group === 'unknown' }
}

function isBlocked(low: string): boolean {
  return small.has(low) || blockers.some((words) => words.has(low))
}

function isHead(low: string, many: boolean | null): boolean {
  const noun = peopleNouns.get(low)
  const number = noun?.number ?? (affiliated.has(low) ? (low.endsWith('s') || low === 'men' ? 'many' : 'one') : null)
  if (number === null) return false
  if (many === null) return true
  return number === 'mass' ? many : (number === 'many') === many
}

// "three missing hikers" is one noun phrase, "three missing in floods" is not.
function isAttribute(tokens: readonly Token[], index: number): boolean {
  for (let next = index + 1; next <= index + 3; next += 1) {
    const low = tokens[next]?.low
    if (low === undefined || tokens[next]?.kind === 'mark' || isBlocked(low)) return false
    if (peopleNouns.has(low)) return true
  }
  return false
}

function groupOf(tokens: readonly Token[], from: number, last: { index: number; low: string }): Group {
  const noun = peopleNouns.get(last.low)
  if (affiliated.has(last.low)) {
    for (const [words, group] of affiliations) {
      for (let index = from; index < last.index; index += 1) if (words.has(tokens[index]?.low ?? '')) return group
    }
  }
  return noun?.group ?? 'unknown'
}

function affiliationAfter(
  tokens: readonly Token[],
  last: { index: number; low: string },
): { group: Group; to: number } | null {
  if (!affiliated.has(last.low) || tokens[last.index + 1]?.low !== 'of') return null
  let best: { group: Group; to: number } | null = null
  for (let index = last.index + 2; index <= last.index + 6; index += 1) {
    const low = tokens[index]?.low ?? ''
    if (tokens[index]?.kind !== 'word' || auxiliaries.has(low) || prepositions.has(low) || triggerWords.has(low)) break
    const group = affiliations.find(([words]) => words.has(low))?.[1] ?? peopleNouns.get(low)?.group
    if (group !== undefined) best = { group, to: index + 1 }
  }
  return best
}

// "a 34-year-old", "four Serbs"
function ageOrNation(tokens: readonly Token[], at: number, many: boolean | null): Head | null {
  const token = tokens[at]
  if (token === undefined) return null
  if (aged.test(token.low) && many !== true) return { to: at + 1, group: 'unknown', male: false }
  const next = tokens[at + 1]
  const isNation = many === true && token.cap && token.text !== token.text.toUpperCase() && nation.test(token.low)
  const ends = next === undefined || next.kind === 'mark' || isBlocked(next.low) || triggerWords.has(next.low)
  return isNation && ends && !things.has(token.low) && !triggerWords.has(token.low)
    ? { to: at + 1, group: 'unknown', male: false }
    : null
}
