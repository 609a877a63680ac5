import { compareBytes, compareTimes } from '#eventing'
import type { Claim } from '../claim.js'
import { itemKey, itemOfClaim, parseUpdateId } from '../identity.js'
import { enter, entriesOf, leave, openContest, speakerIn, type Contest } from '../policy/contest.js'
import { insertSorted, removeSorted } from '../policy/sorted.js'
import { standing, type StandingClaim } from '../policy/standing-claim.js'
import { compareVersions } from '../policy/version-order.js'
import { isVersionOf, type Effect, type UpdateHead } from './stored.js'
import { openTraces, type Traces } from './traces.js'

/**
 * The claims of one incident that compete, what took others out, and the heads of its updates. Effects may come before
 * what they hit: they wait in `withdrawn`, `overruled` and `killed`, so that arrival order never shows.
 */
export type Ledger = {
  readonly contests: Map<string, Contest>
  /** Claims that are not out, by id; null until somebody asks (see {@link claimsOf}). */
  claims: Map<string, StandingClaim> | null
  /** Ids of claims that were withdrawn or overruled before they came, and by whom. */
  withdrawn: Map<string, string> | null
  overruled: Map<string, string> | null
  /** What took back claims that were here, by their ids: they stay out should they be filed anew. Trimming forgets them. */
  taken: Map<string, Effect> | null
  /** Item to the versions killed and by whom; the key `*` stands for every version. */
  killed: Map<string, Map<string, string>> | null
  /** Update ids filed here, and whether their claims were carried: an update counts once, whatever files it twice. */
  filed: Map<string, boolean> | null
  /** Of the update ids that trimming let go of; null where they are not known any more. */
  traces: Traces | null
  /** Heads that can give the title, ascending by (saidAt, version, update id). */
  readonly headlines: UpdateHead[]
  /** Whether earlier heads were let go of. */
  headlinesCut: boolean
  /** False once what later claims had superseded was let go of (see trim.ts). */
  whole: boolean
}

export const openLedger = (): Ledger => ({
  contests: new Map(),
  claims: null,
  withdrawn: null,
  overruled: null,
  taken: null,
  killed: null,
  filed: null,
  traces: openTraces(),
  headlines: [],
  headlinesCut: false,
  whole: true,
})

type ItemVersion = { readonly provider: string; readonly item: string; readonly version: string }

/** Adds a claim of an item's version, unless something took it out before it came. Notes its fact in `touched`. */
export const addClaim = (ledger: Ledger, claim: Claim, of: ItemVersion, touched: Set<string>): void => {
  if (isOut(ledger, claim.id, of)) return
  let contest = ledger.contests.get(claim.fact)
  if (contest === undefined) ledger.contests.set(claim.fact, (contest = openContest(claim.fact)))
  const entry = standing(claim, contest.fact, speakerIn(contest, claim.speaker), of.version)
  ledger.claims?.set(claim.id, entry)
  enter(contest, entry)
  touched.add(contest.fact)
}

/** The claims that compete, by id. */
export const claimsOf = (ledger: Ledger): ReadonlyMap<string, StandingClaim> => {
  if (ledger.claims !== null) return ledger.claims
  const claims = new Map<string, StandingClaim>()
  for (const contest of ledger.contests.values()) for (const entry of entriesOf(contest)) claims.set(entry.id, entry)
  return (ledger.claims = claims)
}

/** Adds what a filed update carries; answers whether its head, and whether its claims, were new here. */
export const addUpdate = (
  ledger: Ledger,
  head: UpdateHead,
  claims: readonly Claim[],
  touched: Set<string>,
): { readonly head: boolean; readonly claims: boolean } => {
  const carried = ledger.filed?.get(head.updateId)
  const carries = carried !== true && !head.reachesOnly
  if (carried === undefined || carries) (ledger.filed ??= new Map()).set(head.updateId, carries)
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
  const entry = claimsOf(ledger).get(effect.claim)
  if (entry !== undefined) {
    ;(ledger.taken ??= new Map()).set(entry.id, effect)
    return takeOut(ledger, entry, touched)
  }
  const waiting = effect.kind === 'withdraw' ? (ledger.withdrawn ??= new Map()) : (ledger.overruled ??= new Map())
  if (!waiting.has(effect.claim)) waiting.set(effect.claim, effect.cause)
}

/**
 * Takes items out as if they had never been filed here: they are another incident's now. What took claims of theirs back
 * waits for them again, for should they come back, they come as new ones.
 */
export const removeItems = (ledger: Ledger, items: ReadonlySet<string>, touched: Set<string>): void => {
  for (const entry of claimsOf(ledger).values()) if (items.has(itemOfClaim(entry.id))) takeOut(ledger, entry, touched)
  for (const updateId of ledger.filed?.keys() ?? []) if (isOfOne(items, updateId)) ledger.filed?.delete(updateId)
  for (const head of ledger.headlines.filter((one) => items.has(itemKey(one))))
    removeSorted(ledger.headlines, head, compareHeads)
  for (const [claim, effect] of ledger.taken ?? [])
    if (items.has(itemOfClaim(claim))) addEffect(ledger, effect, touched)
}

const isOfOne = (items: ReadonlySet<string>, updateId: string): boolean => {
  const of = parseUpdateId(updateId)
  return of !== undefined && items.has(itemKey(of))
}

const addKill = (ledger: Ledger, { victim, cause }: Effect & { kind: 'kill' }, touched: Set<string>): void => {
  const key = itemKey(victim)
  for (const entry of claimsOf(ledger).values())
    if (isVersionOf(victim, itemOfClaim(entry.id), entry.version)) takeOut(ledger, entry, touched)
  const killed = (ledger.killed ??= new Map<string, Map<string, string>>())
  const versions = killed.get(key) ?? new Map<string, string>()
  const version = victim.version === null ? everyVersion : `=${victim.version}`
  if (!versions.has(version)) versions.set(version, cause)
  killed.set(key, versions)
  const hit = ledger.headlines.filter(
    (head) => itemKey(head) === key && killedBy(ledger, key, head.version) !== undefined,
  )
  for (const head of hit) removeSorted(ledger.headlines, head, compareHeads)
}

const takeOut = (ledger: Ledger, entry: StandingClaim, touched: Set<string>): void => {
  ledger.claims?.delete(entry.id)
  const contest = ledger.contests.get(entry.fact)
  if (contest !== undefined) leave(contest, entry)
  touched.add(entry.fact)
}

// Most incidents never see a claim taken back.
const isOut = ({ withdrawn, overruled, taken, killed }: Ledger, id: string, of: ItemVersion): boolean =>
  taken?.has(id) === true ||
  withdrawn?.has(id) === true ||
  overruled?.has(id) === true ||
  (killed !== null && killedBy({ killed }, itemKey(of), of.version) !== undefined)

const canGiveTitle = (ledger: Ledger, { headline, version, ...of }: UpdateHead): boolean =>
  headline !== null &&
  headline.trim() !== '' &&
  (ledger.killed === null || killedBy(ledger, itemKey(of), version) === undefined)

// A version may be any text, so it is marked to keep it apart from the sign for every version.
const everyVersion = '*'

/** Which update killed a version of an item. */
export const killedBy = ({ killed }: Pick<Ledger, 'killed'>, item: string, version: string): string | undefined => {
  const versions = killed?.get(item)
  return versions?.get(`=${version}`) ?? versions?.get(everyVersion)
}

const compareHeads = (a: UpdateHead, b: UpdateHead): number =>
  compareTimes(a.saidAt, b.saidAt) || compareVersions(a.version, b.version) || compareBytes(a.updateId, b.updateId)
