import { addClaim, addEffect, openLedger, outOf } from './ledger.js'
import { staleBefore } from '../policy/believe.js'
import { restOf, supersederOf, type Contest } from '../policy/contest.js'
import { policyP1 } from '../policy/policy.js'
import type { StandingClaim } from '../policy/standing-claim.js'
import type { Effect, StoredClaim } from './stored.js'

export type ClaimStatus = 'live' | 'stale' | 'superseded' | 'retracted' | 'overruled'
/** `by`: the update or editor that took the claim out, or the claim that superseded or outdated it; null where live. */
export type Explanation = { readonly status: ClaimStatus; readonly by: string | null }

/** Why each claim stands or does not, in the words of contract §3. */
export const explainClaims = (claims: readonly StoredClaim[], effects: readonly Effect[]): Map<string, Explanation> => {
  const ledger = openLedger()
  const touched = new Set<string>()
  for (const effect of effects) addEffect(ledger, effect, touched)
  for (const claim of claims) addClaim(ledger, claim, touched)
  const rests = new Map([...ledger.contests].map(([fact, contest]) => [fact, restOf(contest)]))
  const explanations = new Map<string, Explanation>()
  for (const [id, entry] of ledger.claims) {
    const contest = ledger.contests.get(entry.claim.fact)
    const rest = rests.get(entry.claim.fact) ?? []
    const out = outOf(ledger, entry.claim)
    explanations.set(
      id,
      out ?? (contest === undefined ? { status: 'live', by: null } : explainStanding(contest, rest, entry)),
    )
  }
  return explanations
}

const explainStanding = (contest: Contest, rest: readonly StandingClaim[], entry: StandingClaim): Explanation => {
  const superseder = supersederOf(contest, entry)
  if (superseder !== undefined) return { status: 'superseded', by: superseder.claim.id }
  if (entry.said >= staleBefore(rest, entry.claim.tier, policyP1)) return { status: 'live', by: null }
  const official = entry.claim.tier <= policyP1.officialTier
  const peers = rest.filter(({ claim }) => !official || claim.tier <= policyP1.officialTier)
  return { status: 'stale', by: peers.reduce((a, b) => (b.said > a.said ? b : a)).claim.id }
}
