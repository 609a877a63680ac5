import { claimIdOf, type Claim } from '#incident'
import type { KnownUpdate } from '../known.js'

/**
 * Claims of the item's previous version that a newer text no longer carries, by (fact, speaker): a text that was
 * rewritten without them takes them back. Only for claims read from text; a publisher who gives claims says `withdraws`.
 */
export const droppedClaims = (previous: KnownUpdate, claims: readonly Claim[]): string[] => {
  const carried = new Set(claims.map(voice))
  return previous.claims
    .filter((claim) => !carried.has(voice(claim)))
    .map((claim) => claimIdOf(previous.updateId, claim.index))
}

const voice = ({ fact, speaker }: { fact: string; speaker: string }): string => JSON.stringify([fact, speaker])
