// The policies written a second time, straight from the sentences of contract §3 (P1) and ADR 13 (P2) and as slowly as
// they read, so that the fold has something to agree with that shares none of its code.
import { canonicalJson, compareBytes } from '#eventing'
import type { IncidentEvent } from '../events.js'

type Said = {
  id: string
  fact: string
  value: unknown
  speaker: string
  tier: number
  group: string
  at: number
  version: string
  allegation: boolean
  out: boolean
}

type PolicyName = 'P1' | 'P2'
const hour = 3600 * 1000
const staleHours = { P1: 6, P2: 3 }
const sparesOfficials = { P1: true, P2: false }
const momentary = (fact: string): boolean => fact === 'activity'
const counted = (fact: string): boolean => fact.startsWith('casualties/')

const versionOrder = (a: string, b: string): number => {
  const number = (text: string): bigint | undefined => (/^\d+$/.test(text) ? BigInt(text) : undefined)
  const [x, y] = [number(a), number(b)]
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : 0
  if (x !== undefined) return -1
  return y !== undefined ? 1 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}

const later = (a: Said, b: Said): boolean => {
  if (a.at !== b.at) return a.at > b.at
  const order = versionOrder(a.version, b.version)
  return order !== 0 ? order > 0 : Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)) > 0
}

/** Every belief from every event, in any order; `asOf` in epoch milliseconds. */
export const referenceBeliefs = (
  events: readonly IncidentEvent[],
  asOf = Infinity,
  policy = 'P1',
): Record<string, unknown> => {
  if (policy !== 'P1' && policy !== 'P2') throw new Error(`policy ${policy} is not written down here`)
  const updates = events.flatMap((event) => (event.type === 'UpdateFiled' ? [event.data] : []))
  const effective = updates.filter(({ update }) => Date.parse(update.saidAt) <= asOf)
  const withdrawn = new Set(effective.flatMap(({ update }) => update.withdraws))
  const kills = effective.flatMap((data) => data.kills)
  const overruled = new Set(
    events.flatMap((event) =>
      event.type === 'ClaimOverruled' && Date.parse(event.data.saidAt) <= asOf ? event.data.claims : [],
    ),
  )
  const claims: Said[] = updates.flatMap(({ update, reachesOnly }) =>
    (reachesOnly ? [] : update.claims).map((claim) => ({
      id: claim.id,
      fact: claim.fact,
      value: claim.value,
      speaker: claim.speaker,
      tier: claim.tier,
      group: claim.independenceGroup,
      at: Date.parse(claim.saidAt),
      version: update.version,
      allegation: claim.allegation,
      out:
        withdrawn.has(claim.id) ||
        overruled.has(claim.id) ||
        kills.some(
          (victim) =>
            victim.provider === update.provider &&
            victim.item === update.item &&
            (victim.version === null || victim.version === update.version),
        ),
    })),
  )
  const held = claims.filter((claim) => claim.at <= asOf && !claim.out)
  const facts = [...new Set(held.map(({ fact }) => fact))].sort(compareBytes)
  return Object.fromEntries(
    facts.map((fact) => [
      fact,
      belief(
        fact,
        held.filter((claim) => claim.fact === fact),
        policy,
      ),
    ]),
  )
}

const belief = (fact: string, notOut: Said[], policy: PolicyName): unknown => {
  const superseded = (claim: Said): boolean =>
    notOut.some(
      (other) =>
        other !== claim &&
        later(other, claim) &&
        (other.speaker === claim.speaker || (momentary(fact) && other.tier <= claim.tier)),
    )
  const rest = notOut.filter((claim) => !superseded(claim))
  const newest = Math.max(...rest.map(({ at }) => at))
  const newestOfficial = Math.max(...rest.filter(({ tier }) => tier <= 2).map(({ at }) => at))
  const stale = (claim: Said): boolean =>
    (sparesOfficials[policy] && claim.tier <= 2 ? newestOfficial : newest) - claim.at > staleHours[policy] * hour
  const bySaid = (a: Said, b: Said): number => a.at - b.at || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id))
  const live = rest.filter((claim) => !stale(claim)).sort(bySaid)
  const candidates = live.filter(({ allegation }) => !allegation)
  const text = (claim: Said): string => canonicalJson(claim.value as never)
  const valueOrder = (a: Said, b: Said): number =>
    counted(fact)
      ? (a.value as number) - (b.value as number)
      : Buffer.compare(Buffer.from(text(a)), Buffer.from(text(b)))
  const ties = (a: Said, b: Said): number => valueOrder(a, b) || bySaid(a, b)
  const byTier = (a: Said, b: Said): number => a.tier - b.tier || b.at - a.at || ties(a, b)
  const byTime = (a: Said, b: Said): number => b.at - a.at || a.tier - b.tier || ties(a, b)
  const best = [...candidates].sort(policy === 'P1' ? byTier : byTime)[0]
  const counts = candidates.map(({ value }) => value as number)
  const distinct = live.filter((claim, index) => live.findIndex((other) => text(other) === text(claim)) === index)
  return {
    best: best?.value ?? null,
    bestClaim: best?.id ?? null,
    ...(counted(fact)
      ? { low: counts.length > 0 ? Math.min(...counts) : null, high: counts.length > 0 ? Math.max(...counts) : null }
      : {}),
    values: distinct.map(({ value }) => value),
    claims: live.map(({ id }) => id),
    stale: rest
      .filter(stale)
      .sort(bySaid)
      .map(({ id }) => id),
    disputed: distinct.length > 1,
    independentSources:
      best === undefined || best.value === null
        ? 0
        : new Set(live.filter((claim) => text(claim) === text(best)).map(({ group }) => group)).size,
  }
}
