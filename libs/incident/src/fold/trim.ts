import type { Recorded } from '#eventing'
import type { IncidentEvent, Victim } from '../events.js'
import type { Contest } from '../policy/contest.js'
import type { StandingClaim } from '../policy/standing-claim.js'
import type { Incident } from './incident.js'
import type { Ledger } from './ledger.js'
import { isVersionOf, itemKey } from './stored.js'

// The last claim of a list decides; the one before it takes over where the last is taken back.
const kept = 2

// Some 30 bytes each; of an incident with more of them the tables are asked.
const mostTraces = 20_000

/**
 * Lets go of what cannot show any more unless something is taken back: claims that later ones superseded, headlines
 * behind the title, the list of updates, of which a number each is left. An incident of a hundred thousand updates then
 * costs little more than one of ten.
 * Whoever folds on must ask {@link needsWhole} first.
 */
export const trimIncident = ({ ledger }: Incident): void => {
  ledger.whole = false
  leaveTraces(ledger)
  ledger.taken.clear()
  if (ledger.headlines.length > kept) {
    ledger.headlines.splice(0, ledger.headlines.length - kept)
    ledger.headlinesCut = true
  }
  const left = new Set<StandingClaim>()
  for (const contest of ledger.contests.values()) trimContest(contest, left)
  if (ledger.claims.size === left.size) return
  ledger.claims.clear()
  for (const entry of left) ledger.claims.set(entry.id, entry)
}

/** Lets go of the claims of a contest that later ones superseded, and adds the others to `left`. */
export const trimContest = (contest: Contest, left: Set<StandingClaim>): void => {
  for (const lists of [contest.bySpeaker, contest.byTier]) {
    for (const [key, list] of lists as Map<unknown, StandingClaim[]>) {
      if (list.length > kept) {
        list.splice(0, list.length - kept)
        contest.cut.add(list)
      }
      for (const entry of list) left.add(entry)
      if (list.length === 0) (lists as Map<unknown, StandingClaim[]>).delete(key)
    }
  }
}

const leaveTraces = (ledger: Ledger): void => {
  const { filed, traces } = ledger
  if (traces !== null) {
    for (const id of filed.keys()) traces.add(traceOf(id))
    if (traces.size > mostTraces) ledger.traces = null
  }
  filed.clear()
}

// FNV-1a: two ids in some billions share a number.
const traceOf = (updateId: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < updateId.length; index++) hash = Math.imul(hash ^ updateId.charCodeAt(index), 0x01000193)
  return hash
}

/** Whether an update may have been filed to this incident before. False is certain; what is true has to be looked up. */
export const mayBeRefiled = ({ ledger: { filed, traces } }: Incident, updateId: string): boolean =>
  filed.has(updateId) || traces === null || (traces.size > 0 && traces.has(traceOf(updateId)))

/** How many claims are held: what an incident weighs in memory. */
export const weightOf = ({ ledger: { claims, filed, traces } }: Incident): number =>
  1 + claims.size + filed.size + ((traces?.size ?? 0) >> 5)

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
    for (const { id, item, version } of ledger.claims.values()) if (isKilled(victims, item, version)) targets.add(id)
  }
  return targets.size > 0 && mayRunDry(ledger, targets)
}

const isKilled = (victims: readonly Victim[], item: string, version: string): boolean =>
  victims.some((victim) => isVersionOf(victim, item, version))

const killsEveryTitle = ({ headlines, headlinesCut }: Ledger, victims: readonly Victim[]): boolean =>
  headlinesCut && headlines.every((head) => isKilled(victims, itemKey(head), head.version))

const mayRunDry = ({ claims, contests }: Ledger, targets: ReadonlySet<string>): boolean => {
  for (const id of targets) {
    const entry = claims.get(id)
    const contest = entry === undefined ? undefined : contests.get(entry.fact)
    if (entry === undefined || contest === undefined) continue
    for (const list of [contest.bySpeaker.get(entry.speaker), contest.byTier.get(entry.tier)]) {
      if (list !== undefined && contest.cut.has(list) && list.every((one) => targets.has(one.id))) return true
    }
  }
  return false
}
