import { canonicalJson, compareBytes, epochOf, type Json } from '#eventing'
import type { Claim } from '../claim.js'
import { compareVersions } from './version-order.js'

/**
 * Of a claim what the policy compares it by; quotes and the like stay with whoever stores the claim. There are as many in
 * memory as claims that compete, so it holds nothing that something else here tells.
 */
export type StandingClaim = {
  readonly id: string
  readonly fact: string
  readonly value: Json
  /** Canonical JSON text of the value, by which values are told apart. */
  readonly valueText: string
  /** `saidAt` in milliseconds since the epoch. */
  readonly said: number
  readonly version: string
  readonly tier: number
  readonly speaker: string
  readonly group: string
  readonly allegation: boolean
}

/** `fact` and `speaker`: those of the claim, as texts that others may hold already. */
export const standing = (
  { id, value, saidAt, tier, independenceGroup, allegation }: Claim,
  fact: string,
  speaker: string,
  version: string,
): StandingClaim => {
  const group = independenceGroup === speaker ? speaker : independenceGroup
  return withText({ id, fact, value, said: epochOf(saidAt), version, tier, speaker, group, allegation })
}

/** Adds the text, which says what the value says. */
export const withText = ({
  id,
  fact,
  value,
  said,
  version,
  tier,
  speaker,
  group,
  allegation,
}: Omit<StandingClaim, 'valueText'>): StandingClaim => {
  const valueText = canonicalJson(value)
  return { id, fact, value, valueText, said, version, tier, speaker, group, allegation }
}

/** The id and the value as JSON texts, as every belief of the claim repeats them. */
export const idJsonOf = ({ id }: StandingClaim): string => canonicalJson(id)
// What has no members is written one way only.
export const valueJsonOf = ({ value, valueText }: StandingClaim): string =>
  typeof value === 'object' ? JSON.stringify(value) : valueText

/** Rule 2's "later": (`saidAt`, item version order, claim id), in that order. Arrival never matters. */
export const compareLater = (a: StandingClaim, b: StandingClaim): number =>
  a.said - b.said || compareVersions(a.version, b.version) || compareBytes(a.id, b.id)

/** Rule 4's order of live claims: (`saidAt`, claim id). */
export const compareSaid = (a: StandingClaim, b: StandingClaim): number => a.said - b.said || compareBytes(a.id, b.id)
