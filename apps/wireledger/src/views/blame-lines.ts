import type { BlamedClaim, BlamedFact } from '../doors/answers.js'
import { cut, plain } from '../output/cut.js'
import { bold, dim, green, yellow } from '../output/style.js'
import { timeWords } from '../output/time.js'
import { factWords, valueWords } from '../words/value-words.js'

/** One fact as lines for people: its name, and two lines a claim, in the order of saying. */
export const blameLines = ({ fact, claims }: BlamedFact, width: number): string[] => [
  bold(factWords(fact) === fact ? fact : `${factWords(fact)}  (${fact})`),
  ...claims.flatMap((claim) => claimLines(claim, width)),
  '',
]

const claimLines = (claim: BlamedClaim, width: number): string[] => {
  const look = claim.status === 'live' ? green : claim.status === 'stale' ? yellow : dim
  const value = `${valueWords(claim.value)}${claim.allegation === true ? ' (alleged)' : ''}`
  const via = (claim.via ?? []).length > 0 ? ` via ${(claim.via ?? []).join(', ')}` : ''
  const who = plain(`${claim.speaker}${via}, tier ${claim.tier}`)
  const end = claim.status === 'live' ? 'live' : `${claim.status}${claim.by ? ` by ${plain(claim.by)}` : ''}`
  const quote = claim.quote ? `"${plain(claim.quote)}"  ` : ''
  return [
    look(cut(`  ${timeWords(claim.saidAt)}  ${value}  ${who}  [${end}]`, width)),
    dim(cut(`      ${quote}${plain(claim.id)}  ${claim.position ?? ''}`.trimEnd(), width)),
  ]
}
