import type { Recorded } from '#eventing'
import type { IncidentEvent, Victim } from '../events.js'
import { itemKey, itemOfClaim } from '../identity.js'
import type { Contest, Lists } from '../policy/contest.js'
import type { StandingClaim } from '../policy/standing-claim.js'
import type { Incident } from './incident.js'
import { claimsOf, type Ledger } from './ledger.js'
import { isVersionOf } from './stored.js'
import { addTrace, hasTrace, tracesWeightOf } from './traces.js'

// The last claim of a list decides; the one before it takes over where the last is taken back.
const kept = 2

/**
 * Lets go of what cannot show any more unless something is taken back: claims that later ones superseded, headlines
 * behind the title, the list of updates, of which traces are left. An incident of a hundred thousand updates then
 * costs little more than one of ten.
 * Whoever folds on must ask {@link needsWhole} first.
 */
export const trimIncident = ({ ledger }: Incident): void => {
  ledger.whole = false
  leaveTraces(ledger)
  ledger.taken = null
  ledger.claims = null
  if (ledger.headlines.length > kept) {
    ledger.headlines.splice(0, ledger.headlines.length - kept)
    ledger.headlinesCut = true
  }
  for (const contest of ledger.contests.values()) trimContest(contest)
}

/** Lets go of the claims of a contest that later ones superseded. */
export const trimContest = (contest: Contest): void => {
  trimLists(contest, contest.bySpeaker)
  if (contest.byTier !== null) trimLists(contest, contest.byTier)
}

const trimLists = <K extends string | number>(contest: Contest, lists: Lists<K>): void => {
  for (const [key, list] of lists) {
    if (list.length <= kept) continue
    lists.set(key, list.slice(-kept))
    ;(contest.cut ??= new Set()).add(key)
  }
}

const leaveTraces = (ledger: Ledger): void => {
  const { filed, traces } = ledger
  if (traces !== null) for (const id of filed?.keys() ?? []) addTrace(traces, id)
  ledger.filed = null
}

/** Whether an update may have been filed to this incident before. False is certain; what is true has to be looked up. */
export const mayBeRefiled = ({ ledger: { filed, traces } }: Incident, updateId: string): boolean =>
  filed?.has(updateId) === true || traces === null || hasTrace(traces, updateId)

/** About how many bytes an incident takes in memory, as measured over some thousand. */
export const weightOf = ({ ledger: { contests, filed, traces }, beliefs }: Incident): number => {
  let weight = 1500 + 60 * (filed?.size ?? 0) + tracesWeightOf(traces)
  for (const { bySpeaker } of contests.values()) {
    weight += 350
    for (const list of bySpeaker.values()) weight += 70 + 190 * list.length
  }
  for (const text of beliefs.values()) weight += text.length
  return weight
}

/**
 * Whether a trimmed incident knows too little to fold these events: they move items out, or take back all that is left of
 * a list that was cut. `isRefiled`: whether an update was filed to this incident before these events.
 */
export const needsWhole = (
  { ledger }: Pick<Incident, 'ledger'>,
  events: readonly Pick<Recorded<IncidentEvent>, 'event'>[],
  isRefiled: (updateId: string) => boolean,
): boolean => {
  if (ledger.whole) return false
  const targets = new Set<string>()
  const victims: Victim[] = []
  for (const { event } of events) {
    if (event.type === 'UpdatesMovedOut') return true
    if (event.type === 'ClaimOverruled') for (const id of event.data.claims) targets.add(id)
    else {
      if (isRefiled(event.data.update.updateId)) return true
      victims.push(...event.data.kills)
      for (const id of event.data.update.withdraws) targets.add(id)
    }
  }
  if (victims.length > 0) {
    if (killsEveryTitle(ledger, victims)) return true
    for (const entry of claimsOf(ledger).values())
      if (isKilled(victims, itemOfClaim(entry.id), entry.version)) targets.add(entry.id)
  }
  return targets.size > 0 && mayRunDry(ledger, targets)
}

const isKilled = (victims: readonly Victim[], item: string, version: string): boolean =>
  victims.some((victim) => isVersionOf(victim, item, version))

const killsEveryTitle = ({ headlines, headlinesCut }: Ledger, victims: readonly Victim[]): boolean =>
  headlinesCut && headlines.every((head) => isKilled(victims, itemKey(head), head.version))

const mayRunDry = (ledger: Ledger, targets: ReadonlySet<string>): boolean => {
  for (const id of targets) {
    const entry = claimsOf(ledger).get(id)
    const contest = entry === undefined ? undefined : ledger.contests.get(entry.fact)
    if (entry === undefined || contest === undefined) continue
    const { cut, bySpeaker, byTier } = contest
    const isDry = (key: string | number, list: readonly StandingClaim[] | undefined): boolean =>
      list !== undefined && cut?.has(key) === true && list.every((one) => targets.has(one.id))
    if (isDry(entry.speaker, bySpeaker.get(entry.speaker)) || isDry(entry.tier, byTier?.get(entry.tier))) return true
  }
  return false
}
