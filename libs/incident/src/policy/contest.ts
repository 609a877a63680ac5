import { factKindOf } from '../facts/registry.js'
import { insertSorted, removeSorted } from './sorted.js'
import { compareLater, type StandingClaim } from './standing-claim.js'

/**
 * The claims of one fact that are not out, in the order that decides who supersedes whom: for each speaker, and for a
 * momentary fact for each tier too. Only the last of each list can stand, so a belief costs the number of speakers,
 * never the number of claims.
 */
export type Contest = {
  readonly momentary: boolean
  readonly counted: boolean
  readonly bySpeaker: Map<string, StandingClaim[]>
  readonly byTier: Map<number, StandingClaim[]>
  /** Lists whose earlier claims were let go of (see fold/trim.ts). */
  readonly cut: Set<readonly StandingClaim[]>
}

export const openContest = (fact: string): Contest => {
  const kind = factKindOf(fact)
  return {
    momentary: kind?.momentary ?? false,
    counted: kind?.counted ?? false,
    bySpeaker: new Map(),
    byTier: new Map(),
    cut: new Set(),
  }
}

/** Lets a claim compete. */
export const enter = (contest: Contest, entry: StandingClaim): void => {
  insert(contest, listOf(contest.bySpeaker, entry.speaker), entry)
  if (contest.momentary) insert(contest, listOf(contest.byTier, entry.tier), entry)
}

const insert = ({ cut }: Contest, list: StandingClaim[], entry: StandingClaim): void => {
  if (cut.size > 0 && cut.has(list) && isBehind(list, entry)) return
  insertSorted(list, entry, compareLater)
}

// Between such a claim and the first of the list may be others that were let go of: it cannot stand in for them.
const isBehind = ([first]: readonly StandingClaim[], entry: StandingClaim): boolean =>
  first !== undefined && compareLater(entry, first) < 0

/** Takes a claim out: retracted or overruled. */
export const leave = (contest: Contest, entry: StandingClaim): void => {
  removeFrom(contest.bySpeaker, entry.speaker, entry)
  if (contest.momentary) removeFrom(contest.byTier, entry.tier, entry)
}

/** The claim that supersedes this one (rule 2), or undefined where it stands. */
export const supersederOf = (contest: Contest, entry: StandingClaim): StandingClaim | undefined => {
  const own = contest.bySpeaker.get(entry.speaker)?.at(-1)
  if (own !== undefined && compareLater(own, entry) > 0) return own
  let latest: StandingClaim | undefined
  for (const [tier, claims] of contest.byTier) {
    const last = claims.at(-1)
    if (tier > entry.tier || last === undefined || compareLater(last, entry) <= 0) continue
    if (latest === undefined || compareLater(last, latest) > 0) latest = last
  }
  return latest
}

/** The claims that are neither out nor superseded, in no particular order. */
export const restOf = (contest: Contest): StandingClaim[] => {
  const rest: StandingClaim[] = []
  for (const claims of contest.bySpeaker.values()) {
    const last = claims.at(-1)
    if (last !== undefined && (!contest.momentary || supersederOf(contest, last) === undefined)) rest.push(last)
  }
  return rest
}

const listOf = <K>(lists: Map<K, StandingClaim[]>, key: K): StandingClaim[] => {
  const list = lists.get(key)
  if (list !== undefined) return list
  const made: StandingClaim[] = []
  lists.set(key, made)
  return made
}

const removeFrom = <K>(lists: Map<K, StandingClaim[]>, key: K, entry: StandingClaim): void => {
  const list = lists.get(key)
  if (list === undefined) return
  removeSorted(list, entry, compareLater)
  if (list.length === 0) lists.delete(key)
}
