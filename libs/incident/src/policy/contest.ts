import { factKindOf } from '../facts/registry.js'
import { insertSorted, removeSorted } from './sorted.js'
import { compareLater, type StandingClaim } from './standing-claim.js'

/**
 * The claims of one fact that are not out, in the order that decides who supersedes whom: for each speaker, and for a
 * momentary fact for each tier too. Only the last of each list can stand, so a belief costs the number of speakers,
 * never the number of claims.
 */
export type Contest = {
  readonly fact: string
  readonly counted: boolean
  readonly bySpeaker: Lists<string>
  /** Null where the fact is not momentary. */
  readonly byTier: Lists<number> | null
  /** Speakers and tiers of whose lists earlier claims were let go of (see fold/trim.ts). */
  cut: Set<string | number> | null
}

/** Each in ascending order of {@link compareLater}, and none empty. */
export type Lists<K> = Map<K, StandingClaim[]>

export const openContest = (fact: string): Contest => {
  const kind = factKindOf(fact)
  const byTier = kind?.momentary === true ? new Map<number, StandingClaim[]>() : null
  return { fact, counted: kind?.counted ?? false, bySpeaker: new Map(), byTier, cut: null }
}

/**
 * Lets a claim compete. One that is behind the first of a list that was cut does not enter it: between the two may be
 * others that were let go of, for which it cannot stand in.
 */
export const enter = (contest: Contest, entry: StandingClaim): void => {
  insert(contest, contest.bySpeaker, entry.speaker, entry)
  if (contest.byTier !== null) insert(contest, contest.byTier, entry.tier, entry)
}

const insert = <K extends string | number>({ cut }: Contest, lists: Lists<K>, key: K, entry: StandingClaim): void => {
  const list = lists.get(key)
  const [first] = list ?? []
  if (list === undefined || first === undefined) lists.set(key, [entry])
  else if (cut?.has(key) === true && compareLater(entry, first) < 0) return
  // Most lists hold two, and what is pushed to makes room for some twenty.
  else if (list.length === 1) lists.set(key, compareLater(first, entry) <= 0 ? [first, entry] : [entry, first])
  else insertSorted(list, entry, compareLater)
}

/** The name of a speaker as the contest holds it already, of which there need not be one for each claim. */
export const speakerIn = ({ bySpeaker }: Contest, speaker: string): string =>
  bySpeaker.get(speaker)?.[0]?.speaker ?? speaker

/** Takes a claim out: retracted or overruled. */
export const leave = (contest: Contest, entry: StandingClaim): void => {
  removeFrom(contest.bySpeaker, entry.speaker, entry)
  if (contest.byTier !== null) removeFrom(contest.byTier, entry.tier, entry)
}

/** The claim that supersedes this one (rule 2), or undefined where it stands. */
export const supersederOf = (contest: Contest, entry: StandingClaim): StandingClaim | undefined => {
  const own = contest.bySpeaker.get(entry.speaker)?.at(-1)
  if (own !== undefined && compareLater(own, entry) > 0) return own
  let latest: StandingClaim | undefined
  for (const [tier, claims] of contest.byTier ?? []) {
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
    if (last !== undefined && (contest.byTier === null || supersederOf(contest, last) === undefined)) rest.push(last)
  }
  return rest
}

/** The claims that some list holds, each once. */
export const entriesOf = ({ bySpeaker, byTier }: Contest): Set<StandingClaim> => {
  const entries = new Set<StandingClaim>()
  for (const lists of [bySpeaker, byTier ?? []])
    for (const [, list] of lists) for (const entry of list) entries.add(entry)
  return entries
}

const removeFrom = <K>(lists: Lists<K>, key: K, entry: StandingClaim): void => {
  const list = lists.get(key)
  if (list === undefined) return
  removeSorted(list, entry, compareLater)
  if (list.length === 0) lists.delete(key)
}
