import { compareBytes } from '#eventing'
import { explainClaims, type ClaimStatus, type StoredClaim } from '#incident'
import type { Reader } from './database-reader.js'
import { incidentParts } from './incident-parts.js'
import { servingPolicy } from './serving-policy.js'
import { veilsOfIncident } from './veil.js'

export type BlamedClaim = Omit<StoredClaim, 'provider' | 'item' | 'version'> & {
  readonly status: ClaimStatus
  /** What took the claim out, or superseded or outdated it; null where it is live. */
  readonly by: string | null
  readonly revision: number
  readonly position: string
}
export type Blame = { readonly facts: readonly { readonly fact: string; readonly claims: readonly BlamedClaim[] }[] }

/** Every claim ever made, fact by fact in the order they were said, and why each stands or does not. */
export const blame = async (db: Reader, topic: string, id: string): Promise<Blame> => {
  const [{ claims, effects }, veils, policy] = await Promise.all([
    incidentParts(db, id, null, null),
    veilsOfIncident(db, id),
    servingPolicy(db),
  ])
  const explained = explainClaims(claims, effects, policy)
  const facts = new Map<string, BlamedClaim[]>()
  for (const { provider, item, version, revision, partition, offset, ...claim } of [...claims].sort(bySaid)) {
    const blamed = facts.get(claim.fact) ?? []
    facts.set(claim.fact, blamed)
    const { status = 'live', by = null } = explained.get(claim.id) ?? {}
    blamed.push({
      ...claim,
      quote: veils.has(claim.updateId) ? null : claim.quote,
      status,
      by,
      revision,
      position: `${topic}/${partition}/${offset}`,
    })
  }
  return {
    facts: [...facts].sort(([a], [b]) => compareBytes(a, b)).map(([fact, blamed]) => ({ fact, claims: blamed })),
  }
}

const bySaid = (a: StoredClaim, b: StoredClaim): number =>
  Date.parse(a.saidAt) - Date.parse(b.saidAt) || compareBytes(a.id, b.id)
