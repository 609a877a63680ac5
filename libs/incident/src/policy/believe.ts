import { compareBytes } from '#eventing'
import type { Belief } from '../belief.js'
import { restOf, type Contest } from './contest.js'
import type { Policy } from './policy.js'
import { sortItems } from './sorted.js'
import { compareSaid, idJsonOf, valueJsonOf, type StandingClaim } from './standing-claim.js'

/** What rules 2 to 6 of contract §3 make of one fact. */
type Judgement = {
  readonly best: StandingClaim | undefined
  readonly range: { readonly low: number | null; readonly high: number | null } | null
  readonly values: readonly StandingClaim[]
  readonly live: readonly StandingClaim[]
  readonly stale: readonly StandingClaim[]
  readonly independentSources: number
}

/** What is held of a fact under the policy: contract §3, rules 2 to 6. Null where no claim stands. */
export const believe = (contest: Contest, policy: Policy): Belief | null => {
  const judged = judge(contest, policy)
  if (judged === null) return null
  const { best, range, values, live, stale, independentSources } = judged
  return {
    best: best?.value ?? null,
    bestClaim: best?.id ?? null,
    ...range,
    values: values.map(({ value }) => value),
    claims: live.map(({ id }) => id),
    stale: stale.map(({ id }) => id),
    disputed: values.length > 1,
    independentSources,
  }
}

/**
 * The JSON text of {@link believe}, put together from texts that the claims tell. It is made in one piece: what is added
 * up text by text stays a tree of its parts for as long as it is kept.
 */
export const believedText = (contest: Contest, policy: Policy): string | null => {
  const judged = judge(contest, policy)
  if (judged === null) return null
  const { best, range, values, live, stale, independentSources } = judged
  const parts = ['{"best":', best === undefined ? 'null' : valueJsonOf(best)]
  parts.push(',"bestClaim":', best === undefined ? 'null' : idJsonOf(best))
  if (range !== null) parts.push(`,"low":${range.low},"high":${range.high}`)
  addAll(parts, ',"values":[', values, valueJsonOf)
  addAll(parts, '],"claims":[', live, idJsonOf)
  addAll(parts, '],"stale":[', stale, idJsonOf)
  parts.push(`],"disputed":${values.length > 1},"independentSources":${independentSources}}`)
  return parts.join('')
}

const addAll = (
  parts: string[],
  before: string,
  entries: readonly StandingClaim[],
  textOf: (entry: StandingClaim) => string,
): void => {
  parts.push(before)
  for (const [at, entry] of entries.entries()) {
    if (at > 0) parts.push(',')
    parts.push(textOf(entry))
  }
}

const judge = (contest: Contest, policy: Policy): Judgement | null => {
  const rest = restOf(contest)
  if (rest.length === 0) return null
  sortItems(rest, compareSaid)
  const limits = staleLimits(rest, policy)
  const live = limits === null ? rest : rest.filter((entry) => entry.said >= limitOf(entry, limits, policy))
  const best = bestOf(contest, live, policy)
  return {
    best,
    range: contest.counted ? rangeOf(live) : null,
    values: distinctValues(live),
    live,
    stale: live.length === rest.length ? [] : rest.filter((entry) => entry.said < limitOf(entry, limits, policy)),
    independentSources: best === undefined || best.value === null ? 0 : groupsHolding(live, best.valueText),
  }
}

/** Rule 3: against which moment a claim of this tier is stale. */
export const staleBefore = (rest: readonly StandingClaim[], tier: number, policy: Policy): number => {
  const official = tier <= policy.officialTier
  let newest = -Infinity
  for (const entry of rest) {
    if ((!official || entry.tier <= policy.officialTier) && entry.said > newest) newest = entry.said
  }
  return newest - policy.staleAfter
}

type Limits = { readonly official: number; readonly any: number } | null

/** The limits of rule 3 for claims in the order of `said`; null where all were said so close together that none is stale. */
const staleLimits = (rest: readonly StandingClaim[], policy: Policy): Limits => {
  const first = rest[0]?.said ?? 0
  const last = rest[rest.length - 1]?.said ?? 0
  if (last - first <= policy.staleAfter) return null
  return { official: staleBefore(rest, policy.officialTier, policy), any: last - policy.staleAfter }
}

const limitOf = ({ tier }: StandingClaim, limits: Limits, policy: Policy): number =>
  limits === null ? -Infinity : tier <= policy.officialTier ? limits.official : limits.any

// Rule 5: lowest tier, then latest saidAt (or the other way round), then lowest value, then lowest claim id.
const bestOf = (contest: Contest, live: readonly StandingClaim[], { bestBy }: Policy): StandingClaim | undefined => {
  let best: StandingClaim | undefined
  for (const entry of live) {
    if (!entry.allegation && (best === undefined || compareBest(contest, bestBy, entry, best) < 0)) best = entry
  }
  return best
}

const compareBest = (contest: Contest, bestBy: Policy['bestBy'], a: StandingClaim, b: StandingClaim): number =>
  (bestBy === 'latest' ? b.said - a.said : 0) ||
  a.tier - b.tier ||
  b.said - a.said ||
  compareValues(contest, a, b) ||
  compareBytes(a.id, b.id)

const compareValues = ({ counted }: Contest, a: StandingClaim, b: StandingClaim): number =>
  counted ? Number(a.value) - Number(b.value) : compareBytes(a.valueText, b.valueText)

const rangeOf = (live: readonly StandingClaim[]): { low: number | null; high: number | null } => {
  let low: number | null = null
  let high: number | null = null
  for (const { value, allegation } of live) {
    if (allegation) continue
    const count = Number(value)
    if (low === null || count < low) low = count
    if (high === null || count > high) high = count
  }
  return { low, high }
}

// There are as many as there are speakers: a handful is looked through sooner than it is put into a set.
const distinctValues = (live: readonly StandingClaim[]): readonly StandingClaim[] => {
  if (live.length > 16)
    return [...new Map([...live].reverse().map((entry) => [entry.valueText, entry])).values()].sort(compareSaid)
  return live.filter(({ valueText }, index) => {
    for (let before = 0; before < index; before++) if (live[before]?.valueText === valueText) return false
    return true
  })
}

const groupsHolding = (live: readonly StandingClaim[], valueText: string): number => {
  const groups: string[] = []
  for (const entry of live) if (entry.valueText === valueText && !groups.includes(entry.group)) groups.push(entry.group)
  return groups.length
}
