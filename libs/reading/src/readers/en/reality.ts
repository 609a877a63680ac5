import type { Clauses } from './clauses.js'
import { amountAt, isYear, matches, phraseAt } from './numbers.js'
import type { Sentence } from './sentences.js'
import type { Token } from './tokens.js'
import { auxiliaries, verbAdverbs } from './words/function-words.js'
import { peopleNouns } from './words/groups.js'
import {
  contrasts,
  deniers,
  dependentOpeners,
  drills,
  drillSigns,
  fictions,
  longUnits,
  modals,
  openPhrases,
  pastPhrases,
  pastWords,
  reportingParticiples,
  sportWords,
  superlatives,
} from './words/reality.js'

// "We can confirm that" doubts nothing.
const mayConfirm = new Set(['may', 'might', 'could', 'would', 'will', 'shall', 'should', 'can', 'must', 'able'])

const simulations = new Set(['simulated', 'simulates', 'simulating'])

/** How far left of a verb a doubt is looked for. */
const reach = 8

/** Whether a sentence can hold claims at all: not a question, a game, a film or a drill. */
export function isNews(sentence: Sentence): boolean {
  if (sentence.question) return false
  let sports = 0
  let isDrill = false
  for (const [index, { low }] of sentence.tokens.entries()) {
    if (simulations.has(low)) return false
    if (sportWords.has(low)) sports += 1
    if (fictions.has(low) && isSetting(sentence.tokens, index)) return false
    if (drills.has(low) && isSetting(sentence.tokens, index)) {
      isDrill =
        sentence.tokens[index - 1]?.low !== 'training' || sentence.tokens.some((token) => drillSigns.has(token.low))
    }
    if (isDrill) return false
  }
  return sports < 2
}

// "in the film", "during a drill"
function isSetting(tokens: readonly Token[], at: number): boolean {
  for (let index = at - 1; index >= Math.max(0, at - 5); index -= 1) {
    const low = tokens[index]?.low ?? ''
    if (low === 'in' || low === 'during' || low === 'of')
      return tokens[at + 1]?.low !== 'of' && !isThing(tokens[at + 1])
    if (auxiliaries.has(low) || tokens[index]?.kind === 'mark') return false
  }
  return false
}

function isThing(token: Token | undefined): boolean {
  return (
    token !== undefined &&
    /^(?:crew|festival|set|theatre|theater|shop|store|producer|reserve|park|fair|director|room)s?$/u.test(token.low)
  )
}

/** For each clause, whether it tells of another time. `before`: what the sentence before this one was about. */
export function pastClauses(sentence: Sentence, clauses: Clauses, before: boolean): readonly boolean[] {
  const { tokens } = sentence
  const own = clauses.all.map(() => false)
  let isWhole = before && refersBack(tokens)
  let superlativeIn = -1
  for (let index = 0; index < tokens.length; index += 1) {
    const clause = clauses.of[index] ?? 0
    const low = tokens[index]?.low ?? ''
    if (superlatives.has(low)) superlativeIn = clause
    if (pastWords.has(low)) isWhole = true
    else if (superlativeIn !== clause && marksPast(tokens, index)) own[clause] = true
  }
  return clauses.all.reduce<boolean[]>((all, clause, index) => {
    const inherited = clause.parent >= 0 && (all[clause.parent] ?? false) && inheritsPast(clause.opener)
    return [...all, isWhole || (own[index] ?? false) || inherited]
  }, [])
}

function inheritsPast(opener: string): boolean {
  return dependentOpeners.has(opener) || opener === '(' || (!contrasts.has(opener) && opener !== 'after')
}

function refersBack(tokens: readonly Token[]): boolean {
  const first = tokens[0]?.low
  return (
    (first === 'that' && tokens[1]?.kind === 'word') || first === 'then' || matches(tokens, 0, ['at', 'the', 'time'])
  )
}

function marksPast(tokens: readonly Token[], at: number): boolean {
  if (isYear(tokens, at)) return isPastYear(tokens, at)
  const { low = '' } = tokens[at] ?? {}
  if (/^(?:19|20)\d0s$/u.test(low)) return true
  if (longUnits.has(low) && (tokens[at + 1]?.low === 'ago' || tokens[at + 1]?.low === 'earlier')) return true
  return phraseAt(tokens, at, pastPhrases) !== null
}

function isPastYear(tokens: readonly Token[], at: number): boolean {
  if (peopleNouns.has(tokens[at + 1]?.low ?? '')) return false
  // A dateline: "BERN, March 3, 2024 (Agency) -"
  return (
    !tokens.slice(at + 1, at + 6).some((token) => token.low === '-' || token.low === '–' || token.low === '—') || at > 8
  )
}

/** Whether what a verb says is doubted, denied, threatened, demanded or still to come. */
export function isUnreal(tokens: readonly Token[], clauses: Clauses, from: number, to: number): boolean {
  return isAside(tokens, to) || isDoubted(tokens, clauses, from) || isDeniedAbove(tokens, clauses, from)
}

function isDoubted(tokens: readonly Token[], clauses: Clauses, at: number): boolean {
  const clause = clauses.of[at]
  if (['if', 'whether', 'unless'].includes(clauses.all[clause ?? 0]?.opener ?? '')) return true
  let isNear = true
  for (let index = at - 1; index >= 0 && clauses.of[index] === clause; index -= 1) {
    const { low = '' } = tokens[index] ?? {}
    if (low === 'and' || low === ',' || low === '-') isNear = false
    if (isNear && at - index <= reach && modals.has(low) && !isQualifier(tokens, index)) return true
    if (deniers.has(low) || phraseAt(tokens, index, openPhrases) !== null) return true
  }
  return isInfinitive(tokens, at)
}

// "Nearly 300 people were killed" doubts the number only; "was nearly killed" the killing.
function isQualifier(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.low === 'nearly' && amountAt(tokens, at)?.qualified === true
}

// "to be released", "not killed"
function isInfinitive(tokens: readonly Token[], at: number): boolean {
  for (let index = at - 1; index >= Math.max(0, at - 6); index -= 1) {
    const { low = '' } = tokens[index] ?? {}
    if (low === 'not' || low === 'never' || low.endsWith("n't")) return true
    if (low === 'to') return !reportingParticiples.has(tokens[index - 1]?.low ?? '')
    if (!auxiliaries.has(low) && !verbAdverbs.has(low)) return false
  }
  return false
}

// "He denied that ...", "It is not clear whether ..."
function isDeniedAbove(tokens: readonly Token[], clauses: Clauses, at: number): boolean {
  const clause = clauses.all[clauses.of[at] ?? 0]
  if (clause === undefined || clause.parent < 0 || clause.opener !== 'that') return false
  for (let index = clause.from - 1; index >= Math.max(0, clause.from - 5); index -= 1) {
    const { low = '' } = tokens[index] ?? {}
    if (clauses.of[index] !== clause.parent) return false
    if (deniers.has(low) || (modals.has(low) && !mayConfirm.has(low)) || phraseAt(tokens, index, openPhrases) !== null)
      return true
  }
  return false
}

// "..., it is feared"
function isAside(tokens: readonly Token[], to: number): boolean {
  return (
    tokens[to]?.low === ',' &&
    tokens[to + 1]?.low === 'it' &&
    ['feared', 'believed', 'thought'].includes(tokens[to + 3]?.low ?? '')
  )
}
