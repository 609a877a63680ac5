import { claimIdOf, factKindOf, type Claim } from '#incident'
import type { GivenClaim, WireUpdate } from '#wire'
import type { ReadClaim } from '../incoming.js'

type Of = { readonly updateId: string; readonly provider: string; readonly saidAt: string }

/** Tier of a claim whose publisher gave none: the medium's own words. */
const ownWords = 4

/** The update's claims with the contract's defaults: those given win, else those read from the text. */
export const claimsOf = (update: WireUpdate, read: readonly ReadClaim[] | null, of: Of): Claim[] =>
  update.claims === null
    ? (read ?? []).map((claim, index) => fromText(claim, index, of))
    : update.claims.map((claim) => given(claim, of))

const given = (claim: GivenClaim, { updateId, provider, saidAt }: Of): Claim => {
  const speaker = claim.speaker ?? provider
  const filed: Claim = {
    id: claimIdOf(updateId, claim.index),
    fact: claim.fact,
    value: claim.value,
    speaker,
    tier: claim.tier ?? ownWords,
    independenceGroup: claim.independenceGroup ?? speaker,
    via: claim.via,
    saidAt: claim.saidAt ?? saidAt,
    quote: claim.quote,
    allegation: claim.allegation || alwaysAllegation(claim.fact),
  }
  return claim.detail === undefined ? filed : { ...filed, detail: claim.detail }
}

const fromText = (claim: ReadClaim, index: number, { updateId, provider, saidAt }: Of): Claim => {
  const speaker = claim.speaker ?? provider
  return {
    id: claimIdOf(updateId, index),
    fact: claim.fact,
    value: claim.value,
    speaker,
    tier: claim.tier,
    independenceGroup: claim.independenceGroup ?? speaker,
    via: claim.via,
    saidAt,
    quote: claim.quote,
    allegation: claim.allegation || alwaysAllegation(claim.fact),
    ...(claim.detail === undefined ? {} : { detail: claim.detail }),
    span: claim.span,
    reader: claim.reader,
    confidence: claim.confidence,
  }
}

const alwaysAllegation = (fact: string): boolean => factKindOf(fact)?.alwaysAllegation ?? false
