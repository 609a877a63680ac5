import { canonicalJson, compareBytes, epochOf, type Json } from '#eventing'
import type { Claim } from '../claim.js'
import { itemKey } from '../fold/stored.js'
import { compareVersions } from './version-order.js'

/** Of a claim what the policy compares it by, computed once; quotes and the like stay with whoever stores the claim. */
export type StandingClaim = {
  readonly id: string
  readonly fact: string
  readonly value: Json
  /** Canonical JSON text of the value, by which values are told apart. */
  readonly valueText: string
  /** The id and the value as JSON texts, which every belief of the claim repeats. */
  readonly idJson: string
  readonly valueJson: string
  /** `saidAt` in milliseconds since the epoch. */
  readonly said: number
  readonly version: string
  readonly tier: number
  readonly speaker: string
  readonly group: string
  readonly allegation: boolean
  /** Key of the item that carried it. */
  readonly item: string
}

export const standing = (
  { id, fact, value, saidAt, tier, speaker, independenceGroup, allegation }: Claim,
  of: { readonly provider: string; readonly item: string; readonly version: string },
): StandingClaim => {
  const valueText = canonicalJson(value)
  return {
    id,
    fact,
    value,
    valueText,
    idJson: canonicalJson(id),
    // What has no members is written one way only; and equal texts are held once, for there are as many as claims.
    valueJson: typeof value === 'object' ? JSON.stringify(value) : valueText,
    said: epochOf(saidAt),
    version: of.version,
    tier,
    speaker,
    group: independenceGroup === speaker ? speaker : independenceGroup,
    allegation,
    item: itemKey(of),
  }
}

/** Rule 2's "later": (`saidAt`, item version order, claim id), in that order. Arrival never matters. */
export const compareLater = (a: StandingClaim, b: StandingClaim): number =>
  a.said - b.said || compareVersions(a.version, b.version) || compareBytes(a.id, b.id)

/** Rule 4's order of live claims: (`saidAt`, claim id). */
export const compareSaid = (a: StandingClaim, b: StandingClaim): number => a.said - b.said || compareBytes(a.id, b.id)
