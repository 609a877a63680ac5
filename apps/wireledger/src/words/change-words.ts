import { canonicalJson, compareBytes, type Json } from '#eventing'
import type { Belief, Beliefs } from '#incident'
import { beliefWords, rangeWords } from './belief-words.js'
import { factWords, valueWords } from './value-words.js'

/** A change of one fact: what moved, or that only the ground under it moved. */
export type FactChange = {
  readonly fact: string
  readonly kind: 'new' | 'moved' | 'support' | 'gone'
  readonly words: string
}

/** The facts that differ between two states of an incident, in byte order of their paths, in plain words. */
export const changesBetween = (before: Beliefs, after: Beliefs): FactChange[] => {
  const facts = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareBytes)
  return facts.flatMap((fact) => {
    const change = factChange(fact, before[fact] ?? null, after[fact] ?? null)
    return change === undefined ? [] : [change]
  })
}

/** One fact's change in words, undefined where nothing of it changed: `injured police 1 → 3 (1–3, disputed)`. */
export const factChange = (fact: string, before: Belief | null, after: Belief | null): FactChange | undefined => {
  const name = factWords(fact)
  if (before === null && after === null) return undefined
  if (after === null) return { fact, kind: 'gone', words: `${name} ${headWords(before)} → nothing held` }
  if (before === null) return { fact, kind: 'new', words: `${name} ${beliefWords(after)}` }
  if (canonicalJson(before) === canonicalJson(after)) return undefined
  if (headWords(after) !== headWords(before)) {
    return { fact, kind: 'moved', words: `${name} ${headWords(before)} → ${beliefWords(after)}` }
  }
  if (beliefWords(before) !== beliefWords(after)) {
    return { fact, kind: 'moved', words: `${name} ${headWords(after)}, ${rivalryWords(before, after)}` }
  }
  return { fact, kind: 'support', words: `${name} ${beliefWords(after)}, ${supportWords(before, after)}` }
}

// What stands at the head: the best, or that there are only allegations.
const headWords = (belief: Belief | null): string => {
  if (belief === null || belief.values.length === 0) return 'nothing held'
  return belief.best === null ? 'alleged' : valueWords(belief.best)
}

/** The head is the same: who speaks against it now, or no longer. */
const rivalryWords = (before: Belief, after: Belief): string => {
  const range = rangeWords(after)
  if (range !== undefined) return `now ${range}, disputed`
  if (rangeWords(before) !== undefined) return `no longer disputed (was ${rangeWords(before)})`
  const come = missingFrom(before.values, after.values)
  const gone = missingFrom(after.values, before.values)
  const parts = [
    come.length > 0 ? `now also ${come.join(' | ')}` : '',
    gone.length > 0 ? `no longer ${gone.join(' | ')}` : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

const missingFrom = (some: readonly Json[], others: readonly Json[]): string[] => {
  const there = new Set(some.map(canonicalJson))
  return others.filter((value) => !there.has(canonicalJson(value))).map(valueWords)
}

const supportWords = (before: Belief, after: Belief): string => {
  const { independentSources: sources } = after
  if (sources > before.independentSources) return `now ${sources} independent source${sources === 1 ? '' : 's'}`
  if (sources < before.independentSources) return `now only ${sources} independent source${sources === 1 ? '' : 's'}`
  if (after.bestClaim !== before.bestClaim) return 'from another claim'
  if (after.claims.length > before.claims.length) return 'said again'
  return after.stale.length > before.stale.length ? 'an older claim went stale' : 'fewer claims stand behind it'
}
