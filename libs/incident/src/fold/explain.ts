import { itemKey } from '../identity.js'
import { staleBefore } from '../policy/believe.js'
import { restOf, supersederOf, type Contest } from '../policy/contest.js'
import type { Policy } from '../policy/policy.js'
import type { StandingClaim } from '../policy/standing-claim.js'
import { addClaim, addEffect, claimsOf, killedBy, openLedger } from './ledger.js'
import type { Effect, StoredClaim } from './stored.js'

export type ClaimStatus = 'live' | 'stale' | 'superseded' | 'retracted' | 'overruled'
/** `by`: the update or editor that took the claim out, or the claim that superseded or outdated it; null where live. */
export type Explanation = { readonly status: ClaimStatus; readonly by: string | null }

/** Why each claim stands or does not under a policy, in the words of contract §3. */
export const explainClaims = (
  claims: readonly StoredClaim[],
  effects: readonly Effect[],
  policy: Policy,
): Map<string, Explanation> => {
  const ledger = openLedger()
  const touched = new Set<string>()
  for (const effect of effects) addEffect(ledger, effect, touched)
  for (const claim of claims) addClaim(ledger, claim, claim, touched)
  const rests = new Map([...ledger.contests].map(([fact, contest]) => [fact, restOf(contest)]))
  return new Map(
    claims.map((claim): [string, Explanation] => {
      const entry = claimsOf(ledger).get(claim.id)
      const contest = ledger.contests.get(claim.fact)
      if (entry !== undefined && contest !== undefined)
        return [claim.id, explainStanding(contest, rests.get(claim.fact) ?? [], entry, policy)]
      const retractedBy = ledger.withdrawn?.get(claim.id) ?? killedBy(ledger, itemKey(claim), claim.version)
      if (retractedBy !== undefined) return [claim.id, { status: 'retracted', by: retractedBy }]
      return [claim.id, { status: 'overruled', by: ledger.overruled?.get(claim.id) ?? null }]
    }),
  )
}

const explainStanding = (
  contest: Contest,
  rest: readonly StandingClaim[],
  entry: StandingClaim,
  policy: Policy,
): Explanation => {
  const superseder = supersederOf(contest, entry)
  if (superseder !== undefined) return { status: 'superseded', by: superseder.id }
  if (entry.said >= staleBefore(rest, entry.tier, policy)) return { status: 'live', by: null }
  const official = entry.tier <= policy.officialTier
  const peers = rest.filter(({ tier }) => !official || tier <= policy.officialTier)
  return { status: 'stale', by: peers.reduce((a, b) => (b.said > a.said ? b : a)).id }
}
