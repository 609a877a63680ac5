import { canonicalJson } from '#eventing'
import type { Belief, Beliefs } from '#incident'
import { compareBytes } from '#eventing'
import { beliefWords } from './belief-words.js'
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
  if (after === null) {
    return before === null ? undefined : { fact, kind: 'gone', words: `${name} ${headWords(before)} → nothing held` }
  }
  if (before === null) return { fact, kind: 'new', words: `${name} ${beliefWords(after)}` }
  if (canonicalJson(before) === canonicalJson(after)) return undefined
  const from = headWords(before)
  if (headWords(after) !== from) return { fact, kind: 'moved', words: `${name} ${from} → ${beliefWords(after)}` }
  if (beliefWords(before) !== beliefWords(after)) {
    return { fact, kind: 'moved', words: `${name} ${beliefWords(before)} → ${beliefWords(after)}` }
  }
  return { fact, kind: 'support', words: `${name} ${beliefWords(after)}, ${supportWords(before, after)}` }
}

const headWords = (belief: Belief): string => (belief.best === null ? beliefWords(belief) : valueWords(belief.best))

const supportWords = (before: Belief, after: Belief): string => {
  const { independentSources: sources } = after
  if (sources > before.independentSources) return `now ${sources} independent source${sources === 1 ? '' : 's'}`
  if (sources < before.independentSources) return `now only ${sources} independent source${sources === 1 ? '' : 's'}`
  if (after.bestClaim !== before.bestClaim) return 'from another claim'
  if (after.claims.length > before.claims.length) return 'said again'
  return after.stale.length > before.stale.length ? 'an older claim went stale' : 'fewer claims stand behind it'
}
