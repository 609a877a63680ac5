import { compareBytes, compareTimes } from '#eventing'
import type { Claim } from '../claim.js'
import { parseUpdateId } from '../identity.js'
import { enter, leave, openContest, type Contest } from '../policy/contest.js'
import { insertSorted, removeSorted } from '../policy/sorted.js'
import { standing, type StandingClaim } from '../policy/standing-claim.js'
import { compareVersions } from '../policy/version-order.js'
import { isVersionOf, itemKey, type Effect, type UpdateHead } from './stored.js'

/**
 * The claims of one incident that compete, what took others out, and the heads of its updates. Effects may come before
 * what they hit: they wait in `withdrawn`, `overruled` and `killed`, so that arrival order never shows.
 */
export type Ledger = {
  readonly contests: Map<string, Contest>
  /** Claims that are not out, by id. */
  readonly claims: Map<string, StandingClaim>
  /** Ids of claims that were withdrawn or overruled before they came, and by whom. */
  readonly withdrawn: Map<string, string>
  readonly overruled: Map<string, string>
  /** Ids of claims that were here when they were taken back: they stay out should they be filed anew. Trimming forgets them. */
  readonly taken: Set<string>
  /** Item to the versions killed and by whom; the key `*` stands for every version. */
  readonly killed: Map<string, Map<string, string>>
  /** Update ids filed here, and whether their claims were carried: an update counts once, whatever files it twice. */
  readonly filed: Map<string, boolean>
  /** Numbers made of the update ids that trimming let go of; null where they are not known any more. */
  traces: Set<number> | null
  /** Heads that can give the title, ascending by (saidAt, version, update id). */
  readonly headlines: UpdateHead[]
  /** Whether earlier heads were let go of. */
  headlinesCut: boolean
  /** False once what later claims had superseded was let go of (see trim.ts). */
  whole: boolean
}

export const openLedger = (): Ledger => ({
  contests: new Map(),
  claims: new Map(),
  withdrawn: new Map(),
  overruled: new Map(),
  taken: new Set(),
  killed: new Map(),
  filed: new Map(),
  traces: new Set(),
  headlines: [],
  headlinesCut: false,
  whole: true,
})

type ItemVersion = { readonly provider: string; readonly item: string; readonly version: string }

/** Adds a claim of an item's version, unless something took it out before it came. Notes its fact in `touched`. */
export const addClaim = (ledger: Ledger, claim: Claim, of: ItemVersion, touched: Set<string>): void => {
  const entry = standing(claim, of)
  if (isOut(ledger, entry)) return
  ledger.claims.set(claim.id, entry)
  let contest = ledger.contests.get(claim.fact)
  if (contest === undefined) ledger.contests.set(claim.fact, (contest = openContest(claim.fact)))
  enter(contest, entry)
  touched.add(claim.fact)
}

/** Adds what a filed update carries; answers whether its head, and whether its claims, were new here. */
export const addUpdate = (
  ledger: Ledger,
  head: UpdateHead,
  claims: readonly Claim[],
  touched: Set<string>,
): { readonly head: boolean; readonly claims: boolean } => {
  const carried = ledger.filed.get(head.updateId)
  const carries = carried !== true && !head.reachesOnly
  if (carried === undefined || carries) ledger.filed.set(head.updateId, carries)
  if (carries) for (const claim of claims) addClaim(ledger, claim, head, touched)
  if (carried === undefined) addHead(ledger, head)
  return { head: carried === undefined, claims: carries }
}

/** Lets an update's headline compete for the title, if it has one and was not killed. */
export const addHead = (ledger: Ledger, head: UpdateHead): void => {
  const [first] = ledger.headlines
  const isBehind = ledger.headlinesCut && first !== undefined && compareHeads(head, first) < 0
  if (!isBehind && canGiveTitle(ledger, head)) insertSorted(ledger.headlines, head, compareHeads)
}

/** Applies a withdrawal, an overrule or a kill to what is there, and keeps it for what is still to come. */
export const addEffect = (ledger: Ledger, effect: Effect, touched: Set<string>): void => {
  if (effect.kind === 'kill') return addKill(ledger, effect, touched)
  const entry = ledger.claims.get(effect.claim)
  if (entry !== undefined) {
    ledger.taken.add(entry.id)
    return takeOut(ledger, entry, touched)
  }
  const waiting = effect.kind === 'withdraw' ? ledger.withdrawn : ledger.overruled
  if (!waiting.has(effect.claim)) waiting.set(effect.claim, effect.cause)
}

/** Takes items out as if they had never been filed here: they are another incident's now. */
export const removeItems = (ledger: Ledger, items: ReadonlySet<string>, touched: Set<string>): void => {
  for (const entry of ledger.claims.values()) if (items.has(entry.item)) takeOut(ledger, entry, touched)
  for (const updateId of ledger.filed.keys()) if (isOfOne(items, updateId)) ledger.filed.delete(updateId)
  for (const head of ledger.headlines.filter((one) => items.has(itemKey(one))))
    removeSorted(ledger.headlines, head, compareHeads)
}

const isOfOne = (items: ReadonlySet<string>, updateId: string): boolean => {
  const of = parseUpdateId(updateId)
  return of !== undefined && items.has(itemKey(of))
}

const addKill = (ledger: Ledger, { victim, cause }: Effect & { kind: 'kill' }, touched: Set<string>): void => {
  const key = itemKey(victim)
  for (const entry of ledger.claims.values())
    if (isVersionOf(victim, entry.item, entry.version)) takeOut(ledger, entry, touched)
  const versions = ledger.killed.get(key) ?? new Map<string, string>()
  const version = victim.version === null ? everyVersion : `=${victim.version}`
  if (!versions.has(version)) versions.set(version, cause)
  ledger.killed.set(key, versions)
  const hit = ledger.headlines.filter(
    (head) => itemKey(head) === key && killedBy(ledger, key, head.version) !== undefined,
  )
  for (const head of hit) removeSorted(ledger.headlines, head, compareHeads)
}

const takeOut = (ledger: Ledger, entry: StandingClaim, touched: Set<string>): void => {
  ledger.claims.delete(entry.id)
  const contest = ledger.contests.get(entry.fact)
  if (contest !== undefined) leave(contest, entry)
  touched.add(entry.fact)
}

// Most incidents never see a claim taken back.
const isOut = ({ withdrawn, overruled, taken, killed }: Ledger, entry: StandingClaim): boolean =>
  (taken.size > 0 && taken.has(entry.id)) ||
  (withdrawn.size > 0 && withdrawn.has(entry.id)) ||
  (overruled.size > 0 && overruled.has(entry.id)) ||
  (killed.size > 0 && killedBy({ killed }, entry.item, entry.version) !== undefined)

const canGiveTitle = (ledger: Ledger, { headline, version, ...of }: UpdateHead): boolean =>
  headline !== null &&
  headline.trim() !== '' &&
  (ledger.killed.size === 0 || killedBy(ledger, itemKey(of), version) === undefined)

// A version may be any text, so it is marked to keep it apart from the sign for every version.
const everyVersion = '*'

/** Which update killed a version of an item. */
export const killedBy = ({ killed }: Pick<Ledger, 'killed'>, item: string, version: string): string | undefined => {
  const versions = killed.size === 0 ? undefined : killed.get(item)
  return versions?.get(`=${version}`) ?? versions?.get(everyVersion)
}

const compareHeads = (a: UpdateHead, b: UpdateHead): number =>
  compareTimes(a.saidAt, b.saidAt) || compareVersions(a.version, b.version) || compareBytes(a.updateId, b.updateId)
