import type { ReadClaim } from '../../read-claim.js'

type Candidate = { readonly claim: ReadClaim; readonly weak: boolean; readonly passing: boolean }

/** One claim for what one speaker says twice, and none where a weak sign only repeats a measure counted elsewhere. */
export function withoutRepeats(candidates: readonly Candidate[]): readonly ReadClaim[] {
  const strong = new Set(candidates.filter(({ weak }) => !weak).map(({ claim }) => measureOf(claim)))
  const kept = new Map<string, ReadClaim>()
  for (const { claim, weak } of candidates) {
    if (weak && strong.has(measureOf(claim))) continue
    const key = JSON.stringify([claim.fact, claim.value, claim.speaker])
    const earlier = kept.get(key)
    if (earlier === undefined) kept.set(key, claim)
    else if (detailSize(claim) > detailSize(earlier))
      kept.set(key, { ...claim, via: claim.via.length > 0 ? claim.via : earlier.via })
  }
  return [...kept.values()].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.fact < b.fact ? -1 : 1),
  )
}

const measureOf = (claim: ReadClaim): string => claim.fact.split('/')[1] ?? claim.fact
const detailSize = (claim: ReadClaim): number => Object.keys(claim.detail ?? {}).length
