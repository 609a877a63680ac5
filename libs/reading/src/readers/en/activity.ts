import { phraseAt } from './numbers.js'
import type { Phrases } from './words/phrases.js'
import { isReal, type Parsed } from './parsed.js'
import { auxiliaries, verbAdverbs } from './words/function-words.js'
import {
  containedPhrases,
  contents,
  heard,
  heardVerbs,
  needsAuxiliary,
  notThisKind,
  ongoingPhrases,
  ongoingVerbs,
  overPhrases,
  pursuits,
  sporadicPhrases,
  sporadicWords,
  violence,
  type Activity,
} from './words/activity.js'

export type ActivityFound = {
  readonly value: Activity
  readonly from: number
  readonly to: number
  readonly at: number
}

const reach = 14
const reports = new Set(['reports', 'report', 'reporting'])
const untimely = new Set(['until', 'once', 'if', 'unless', 'whether', 'when', 'before'])

/** What a sentence says of the state of the incident, in its order: at most one of a subject. */
export function activityIn(parsed: Parsed): ActivityFound[] {
  const found: ActivityFound[] = []
  let done = 0
  for (let at = 0; at < parsed.tokens.length; at += 1) {
    if (at < done) continue
    const one = sporadicNoun(parsed, at) ?? reportsOf(parsed, at) ?? statedOf(parsed, at) ?? controlOver(parsed, at)
    if (one === null) continue
    done = one.to
    if (isTimely(parsed, one) && (canBeHeard(parsed, one) || isReal(parsed, one.at, one.to))) found.push(one)
  }
  return found
}

function isTimely(parsed: Parsed, one: ActivityFound): boolean {
  const opener = parsed.clauses.all[parsed.clauses.of[one.at] ?? 0]?.opener ?? ''
  return !untimely.has(opener)
}

// "gunfire could still be heard" is no possibility: it was heard.
function canBeHeard({ tokens }: Parsed, one: ActivityFound): boolean {
  const modal = tokens[one.at - 1]?.low ?? ''
  return (modal === 'could' || modal === 'can') && tokens.slice(one.at, one.to).some(({ low }) => low === 'heard')
}

// "sporadic gunfire"
function sporadicNoun(parsed: Parsed, at: number): ActivityFound | null {
  const { tokens } = parsed
  if (!sporadicWords.has(tokens[at]?.low ?? '')) return null
  for (let index = at + 1; index <= at + 3; index += 1) {
    if (violence.has(tokens[index]?.low ?? '')) return { value: 'sporadic', from: at, to: index + 1, at }
  }
  return null
}

// "received reports of gunfire"
function reportsOf(parsed: Parsed, at: number): ActivityFound | null {
  const { tokens } = parsed
  if (!reports.has(tokens[at]?.low ?? '') || tokens[at - 1]?.low === 'no') return null
  const start = tokens[at + 1]?.low === 'of' ? at + 2 : -1
  if (start < 0) return null
  for (let index = start; index < start + 4; index += 1) {
    const low = tokens[index]?.low ?? ''
    if (heard.has(low)) return { value: 'reported', from: at, to: index + 1, at }
    if (auxiliaries.has(low) || tokens[index]?.kind === 'mark') return null
  }
  return null
}

// "Firefighters have contained the blaze", "brought the situation under control"
function controlOver(parsed: Parsed, at: number): ActivityFound | null {
  const { tokens } = parsed
  const low = tokens[at]?.low ?? ''
  if (low !== 'contained' && low !== 'secured' && low !== 'extinguished' && low !== 'ended') return null
  const noun = tokens[at + 1]?.low === 'the' ? at + 2 : at + 1
  const last = [noun, noun + 1].find(
    (index) => contents.has(tokens[index]?.low ?? '') || violence.has(tokens[index]?.low ?? ''),
  )
  if (last === undefined || tokens[at - 1]?.low === 'not') return null
  return { value: low === 'extinguished' || low === 'ended' ? 'over' : 'contained', from: at, to: last + 1, at }
}

function statedOf(parsed: Parsed, at: number): ActivityFound | null {
  const { tokens } = parsed
  const subject = tokens[at]?.low ?? ''
  const isViolence = violence.has(subject)
  if ((!isViolence && !contents.has(subject) && !pursuits.has(subject)) || notThisKind.has(tokens[at - 1]?.low ?? ''))
    return null
  const clause = parsed.clauses.of[at]
  for (let index = at + 1; index < Math.min(tokens.length, at + reach); index += 1) {
    const low = tokens[index]?.low ?? ''
    if (low === '.' || low === ';' || low === ',' || parsed.clauses.of[index] !== clause) return null
    const stated = stateAt(parsed, subject, isViolence, index)
    if (stated !== null) return { ...widened(parsed, stated, index), from: nounStart(parsed, at), at: index }
    // Another noun takes the verb, but for what hangs on a preposition.
    if ((violence.has(low) || low === 'and') && low !== 'fire' && low !== 'fired') return null
  }
  return null
}

type Stated = { readonly value: Activity; readonly to: number }

function stateAt(parsed: Parsed, subject: string, isViolence: boolean, at: number): Stated | null {
  const { tokens } = parsed
  const low = tokens[at]?.low ?? ''
  if (isViolence) {
    const ongoing = phraseEnd(parsed, ongoingPhrases, at)
    if (ongoing !== null) return { value: 'ongoing', to: ongoing }
    if (ongoingVerbs.has(low)) return isEnding(parsed, at) ? null : { value: 'ongoing', to: at + 1 }
    const sporadic = phraseEnd(parsed, sporadicPhrases, at)
    if (sporadic !== null || sporadicWords.has(low)) return { value: 'sporadic', to: sporadic ?? at + 1 }
  }
  if (isNegated(parsed, at)) return null
  const contained = phraseEnd(parsed, containedPhrases, at)
  if (contained !== null && (contents.has(subject) || isViolence)) return { value: 'contained', to: contained }
  if (isViolence || pursuits.has(subject)) {
    const over = phraseEnd(parsed, overPhrases, at)
    if (over !== null && (!needsAuxiliary.has(low) || hasAuxiliary(parsed, at)) && !isMeasured(parsed, over))
      return { value: 'over', to: over }
  }
  if (heard.has(subject) && heardVerbs.has(low)) return { value: 'reported', to: at + 1 }
  return null
}

/** "continue" may be followed by "sporadically", "heard" by "from time to time". */
function widened(parsed: Parsed, stated: Stated, at: number): Stated {
  if (stated.value !== 'ongoing' && stated.value !== 'reported') return stated
  for (let index = at; index < Math.min(parsed.tokens.length, stated.to + 6); index += 1) {
    const low = parsed.tokens[index]?.low ?? ''
    if (index >= stated.to && parsed.clauses.of[index] !== parsed.clauses.of[at]) break
    const sporadic = phraseEnd(parsed, sporadicPhrases, index) ?? (sporadicWords.has(low) ? index + 1 : null)
    if (sporadic !== null) return { value: 'sporadic', to: Math.max(sporadic, stated.to) }
  }
  return stated
}

// "continued until noon", "continued for two hours"
function isEnding(parsed: Parsed, at: number): boolean {
  const next = parsed.tokens[at + 1]?.low
  return parsed.tokens[at]?.low === 'continued' && (next === 'until' || next === 'for')
}

// "The siege ended 40 days", "fire over the city" are no endings.
function isMeasured(parsed: Parsed, at: number): boolean {
  return parsed.tokens[at]?.kind === 'number'
}

function hasAuxiliary(parsed: Parsed, at: number): boolean {
  for (let index = at - 1; index >= Math.max(0, at - 4); index -= 1) {
    const low = parsed.tokens[index]?.low ?? ''
    if (auxiliaries.has(low)) return true
    if (!verbAdverbs.has(low)) return false
  }
  return false
}

function isNegated(parsed: Parsed, at: number): boolean {
  return parsed.tokens
    .slice(Math.max(0, at - 4), at)
    .some(({ low }) => low === 'not' || low === 'no' || low === 'never' || low.endsWith("n't"))
}

function nounStart(parsed: Parsed, at: number): number {
  return ['heavy', 'the', 'police'].includes(parsed.tokens[at - 1]?.low ?? '') ? at - 1 : at
}

function phraseEnd(parsed: Parsed, phrases: Phrases<true>, at: number): number | null {
  const found = phraseAt(parsed.tokens, at, phrases)
  return found === null ? null : at + found.length
}
