import { compareBytes, epochOf } from '#eventing'
import { enter, leave, openContest, type Contest } from '../policy/contest.js'
import { insertSorted, removeSorted } from '../policy/sorted.js'
import { standing, type StandingClaim } from '../policy/standing-claim.js'
import { compareVersions } from '../policy/version-order.js'
import { itemKey, type Effect, type StoredClaim, type UpdateHead } from './stored.js'

/**
 * Every claim ever filed to one incident, what took which of them out, and the updates' heads. Effects may come before
 * what they hit: they wait in `withdrawn`, `overruled` and `killed`, so that arrival order never shows.
 */
export type Ledger = {
  readonly contests: Map<string, Contest>
  readonly claims: Map<string, StandingClaim>
  readonly claimsOfItem: Map<string, StandingClaim[]>
  readonly withdrawn: Map<string, string>
  readonly overruled: Map<string, string>
  /** Item to the versions killed and by whom; the key `*` stands for every version. */
  readonly killed: Map<string, Map<string, string>>
  readonly updateIds: Set<string>
  /** Heads that can give the title, ascending by (saidAt, version, update id). */
  readonly headlines: UpdateHead[]
}

export const openLedger = (): Ledger => ({
  contests: new Map(),
  claims: new Map(),
  claimsOfItem: new Map(),
  withdrawn: new Map(),
  overruled: new Map(),
  killed: new Map(),
  updateIds: new Set(),
  headlines: [],
})

/** Why a claim is out (contract §3 rule 1) and by what; undefined where it is not. */
export const outOf = (
  ledger: Ledger,
  claim: StoredClaim,
): { status: 'retracted' | 'overruled'; by: string } | undefined => {
  const retractedBy = ledger.withdrawn.get(claim.id) ?? killedBy(ledger, claim)
  if (retractedBy !== undefined) return { status: 'retracted', by: retractedBy }
  const overruledBy = ledger.overruled.get(claim.id)
  return overruledBy === undefined ? undefined : { status: 'overruled', by: overruledBy }
}

/** Adds a claim; false where its id is there already. Notes the facts whose belief may have moved in `touched`. */
export const addClaim = (ledger: Ledger, claim: StoredClaim, touched: Set<string>): boolean => {
  if (ledger.claims.has(claim.id)) return false
  const entry = standing(claim)
  ledger.claims.set(claim.id, entry)
  const siblings = ledger.claimsOfItem.get(itemKey(claim))
  if (siblings === undefined) ledger.claimsOfItem.set(itemKey(claim), [entry])
  else siblings.push(entry)
  if (outOf(ledger, claim) === undefined) {
    enter(contestOf(ledger, claim.fact), entry)
    touched.add(claim.fact)
  }
  return true
}

/** Applies a withdrawal, an overrule or a kill to what is there, and keeps it for what is still to come. */
export const addEffect = (ledger: Ledger, effect: Effect, touched: Set<string>): void => {
  if (effect.kind === 'kill') return addKill(ledger, effect, touched)
  const waiting = effect.kind === 'withdraw' ? ledger.withdrawn : ledger.overruled
  const entry = ledger.claims.get(effect.claim)
  if (entry !== undefined) takeOut(ledger, entry, touched)
  if (!waiting.has(effect.claim)) waiting.set(effect.claim, effect.cause)
}

/** Adds an update's head; false where the update is there already. */
export const addHead = (ledger: Ledger, head: UpdateHead): boolean => {
  if (ledger.updateIds.has(head.updateId)) return false
  ledger.updateIds.add(head.updateId)
  if (head.headline !== null && head.headline.trim() !== '' && killedBy(ledger, head) === undefined) {
    insertSorted(ledger.headlines, head, compareHeads)
  }
  return true
}

const addKill = (ledger: Ledger, { victim, cause }: Effect & { kind: 'kill' }, touched: Set<string>): void => {
  const key = itemKey(victim)
  for (const entry of ledger.claimsOfItem.get(key) ?? []) {
    if (victim.version === null || entry.claim.version === victim.version) takeOut(ledger, entry, touched)
  }
  const versions = ledger.killed.get(key) ?? new Map<string, string>()
  const version = victim.version === null ? everyVersion : `=${victim.version}`
  if (!versions.has(version)) versions.set(version, cause)
  ledger.killed.set(key, versions)
  const hit = ledger.headlines.filter((head) => itemKey(head) === key && killedBy(ledger, head) !== undefined)
  for (const head of hit) removeSorted(ledger.headlines, head, compareHeads)
}

const takeOut = (ledger: Ledger, entry: StandingClaim, touched: Set<string>): void => {
  if (outOf(ledger, entry.claim) !== undefined) return
  leave(contestOf(ledger, entry.claim.fact), entry)
  touched.add(entry.claim.fact)
}

// A version may be any text, so it is marked to keep it apart from the sign for every version.
const everyVersion = '*'

const killedBy = (ledger: Ledger, of: { provider: string; item: string; version: string }): string | undefined => {
  const versions = ledger.killed.get(itemKey(of))
  return versions?.get(`=${of.version}`) ?? versions?.get(everyVersion)
}

const contestOf = (ledger: Ledger, fact: string): Contest => {
  const contest = ledger.contests.get(fact) ?? openContest(fact)
  ledger.contests.set(fact, contest)
  return contest
}

const compareHeads = (a: UpdateHead, b: UpdateHead): number =>
  epochOf(a.saidAt) - epochOf(b.saidAt) || compareVersions(a.version, b.version) || compareBytes(a.updateId, b.updateId)
