import { matches } from './numbers.js'
import type { Token } from './tokens.js'
import { harms, sufferVerbs, triggerWords, type Measure, type Use } from './words/measures.js'
import { severities, type Severity } from './words/severity.js'

/** A word or phrase that says a measure. */
export type Trigger = {
  readonly from: number
  readonly to: number
  readonly measure: Measure
  readonly uses: readonly Use[]
  readonly severity: Severity | null
}

const hospitalVerbs = new Set([
  'taken',
  'rushed',
  'brought',
  'airlifted',
  'transported',
  'flown',
  'admitted',
  'evacuated',
])

/** The triggers of a sentence, in order, none overlapping. */
export function triggersIn(tokens: readonly Token[]): Trigger[] {
  const found: Trigger[] = []
  for (let at = 0; at < tokens.length;) {
    const trigger =
      wordTrigger(tokens, at) ??
      sufferTrigger(tokens, at) ??
      hospitalTrigger(tokens, at) ??
      conditionTrigger(tokens, at)
    if (trigger !== null) found.push(trigger)
    at = trigger?.to ?? at + 1
  }
  return found
}

function wordTrigger(tokens: readonly Token[], at: number): Trigger | null {
  const entry = triggerWords.get(tokens[at]?.low ?? '')?.find(({ words }) => matches(tokens, at, words))
  if (entry === undefined) return null
  const { measure, uses, words } = entry
  const isOther =
    (words[0] === 'held' &&
      ['hostage', 'captive', 'responsible', 'accountable', 'talks'].includes(tokens[at + 1]?.low ?? '')) ||
    (words[0] === 'captured' &&
      ['on', 'by', 'in'].includes(tokens[at + 1]?.low ?? '') &&
      tokens[at + 2]?.low === 'camera')
  if (isOther) return null
  const severity = measure === 'injured' ? (severities.get(tokens[at - 1]?.low ?? '') ?? null) : null
  return { from: at, to: at + words.length, measure, uses, severity }
}

// "suffered minor injuries", "were treated for burns"
function sufferTrigger(tokens: readonly Token[], at: number): Trigger | null {
  const { low = '' } = tokens[at] ?? {}
  const isTreated = low === 'treated' && tokens[at + 1]?.low === 'for'
  if (!isTreated && !sufferVerbs.has(low)) return null
  for (let index = at + 1; index <= at + 5; index += 1) {
    const token = tokens[index]
    if (token === undefined || token.kind === 'mark' || token.low === 'no') return null
    if (harms.has(token.low)) {
      const severity =
        tokens
          .slice(at + 1, index)
          .map((word) => severities.get(word.low) ?? null)
          .find((found) => found !== null) ?? null
      return {
        from: at,
        to: index + 1,
        measure: 'injured',
        uses: isTreated ? ['subject', 'weak'] : ['subject'],
        severity,
      }
    }
  }
  return null
}

function hospitalTrigger(tokens: readonly Token[], at: number): Trigger | null {
  if (!hospitalVerbs.has(tokens[at]?.low ?? '') || tokens[at + 1]?.low !== 'to') return null
  for (let index = at + 2; index <= at + 6; index += 1) {
    const token = tokens[index]
    if (token === undefined || token.kind === 'mark') return null
    if (token.low === 'hospital' || token.low === 'hospitals') {
      return { from: at, to: index + 1, measure: 'injured', uses: ['subject', 'weak'], severity: null }
    }
  }
  return null
}

// "in a critical condition"
function conditionTrigger(tokens: readonly Token[], at: number): Trigger | null {
  if (tokens[at]?.low !== 'in') return null
  const word = tokens[at + 1]?.low === 'a' ? at + 2 : at + 1
  const severity = severities.get(tokens[word]?.low ?? '')
  if (severity === undefined || tokens[word + 1]?.low !== 'condition') return null
  return { from: at, to: word + 2, measure: 'injured', uses: ['subject', 'weak'], severity }
}
