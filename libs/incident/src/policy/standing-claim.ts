import { canonicalJson, compareBytes, epochOf } from '#eventing'
import type { StoredClaim } from '../fold/stored.js'
import { compareVersions } from './version-order.js'

/** A claim with what the policy compares it by, computed once. */
export type StandingClaim = { readonly claim: StoredClaim; readonly said: number; readonly valueText: string }

export const standing = (claim: StoredClaim): StandingClaim => ({
  claim,
  said: epochOf(claim.saidAt),
  valueText: canonicalJson(claim.value),
})

/** Rule 2's "later": (`saidAt`, item version order, claim id), in that order. Arrival never matters. */
export const compareLater = (a: StandingClaim, b: StandingClaim): number =>
  a.said - b.said || compareVersions(a.claim.version, b.claim.version) || compareBytes(a.claim.id, b.claim.id)

/** Rule 4's order of live claims: (`saidAt`, claim id). */
export const compareSaid = (a: StandingClaim, b: StandingClaim): number =>
  a.said - b.said || compareBytes(a.claim.id, b.claim.id)
