import { compareBytes } from '#eventing'
import type { Belief } from '../belief.js'
import { restOf, type Contest } from './contest.js'
import type { Policy } from './policy.js'
import { compareSaid, type StandingClaim } from './standing-claim.js'

/** What is held of a fact under the policy: contract §3, rules 2 to 6. Null where no claim stands. */
export const believe = (contest: Contest, policy: Policy): Belief | null => {
  const rest = restOf(contest)
  if (rest.length === 0) return null
  const { live, stale } = partStale(rest, policy)
  const stated = live.filter(({ claim }) => !claim.allegation)
  const best = stated.length === 0 ? undefined : stated.reduce((a, b) => (compareBest(contest, a, b) <= 0 ? a : b))
  const values = distinctValues(live)
  return {
    best: best?.claim.value ?? null,
    bestClaim: best?.claim.id ?? null,
    ...(contest.counted ? range(stated) : {}),
    values: values.map(({ claim }) => claim.value),
    claims: live.map(({ claim }) => claim.id),
    stale: stale.map(({ claim }) => claim.id),
    disputed: values.length > 1,
    independentSources: best === undefined || best.claim.value === null ? 0 : groupsHolding(live, best.valueText),
  }
}

/** Rule 3: against which moment a claim of this tier is stale. */
export const staleBefore = (rest: readonly StandingClaim[], tier: number, policy: Policy): number => {
  const official = tier <= policy.officialTier
  let newest = -Infinity
  for (const { claim, said } of rest) {
    if ((!official || claim.tier <= policy.officialTier) && said > newest) newest = said
  }
  return newest - policy.staleAfter
}

const partStale = (
  rest: readonly StandingClaim[],
  policy: Policy,
): { live: StandingClaim[]; stale: StandingClaim[] } => {
  const officialLimit = staleBefore(rest, policy.officialTier, policy)
  const limit = staleBefore(rest, Infinity, policy)
  const isStale = ({ claim, said }: StandingClaim): boolean =>
    said < (claim.tier <= policy.officialTier ? officialLimit : limit)
  return {
    live: rest.filter((entry) => !isStale(entry)).sort(compareSaid),
    stale: rest.filter(isStale).sort(compareSaid),
  }
}

// Rule 5: lowest tier, then latest saidAt, then lowest value, then lowest claim id.
const compareBest = (contest: Contest, a: StandingClaim, b: StandingClaim): number =>
  a.claim.tier - b.claim.tier || b.said - a.said || compareValues(contest, a, b) || compareBytes(a.claim.id, b.claim.id)

const compareValues = ({ counted }: Contest, a: StandingClaim, b: StandingClaim): number =>
  counted ? Number(a.claim.value) - Number(b.claim.value) : compareBytes(a.valueText, b.valueText)

const range = (stated: readonly StandingClaim[]): { low: number | null; high: number | null } => {
  let low: number | null = null
  let high: number | null = null
  for (const { claim } of stated) {
    const count = Number(claim.value)
    if (low === null || count < low) low = count
    if (high === null || count > high) high = count
  }
  return { low, high }
}

const distinctValues = (live: readonly StandingClaim[]): StandingClaim[] => {
  const seen = new Map<string, StandingClaim>()
  for (const entry of live) if (!seen.has(entry.valueText)) seen.set(entry.valueText, entry)
  return [...seen.values()]
}

const groupsHolding = (live: readonly StandingClaim[], valueText: string): number =>
  new Set(live.filter((entry) => entry.valueText === valueText).map(({ claim }) => claim.independenceGroup)).size
