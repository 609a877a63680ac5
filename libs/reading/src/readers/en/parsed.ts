import { clausesOf, type Clauses } from './clauses.js'
import { peopleIn, type People } from './people.js'
import { isUnreal, pastClauses } from './reality.js'
import type { Sentence } from './sentences.js'
import type { Token } from './tokens.js'
import { triggersIn, type Trigger } from './triggers.js'

/** A sentence with all that the rules look at. */
export type Parsed = {
  readonly tokens: readonly Token[]
  readonly clauses: Clauses
  readonly people: readonly People[]
  /** The people that end before, or begin at, a token: `people[i]` by token. */
  readonly endingAt: ReadonlyMap<number, People>
  readonly startingAt: ReadonlyMap<number, People>
  readonly triggers: readonly Trigger[]
  readonly past: readonly boolean[]
  readonly paragraph: number
}

/** Looks a sentence over once. `past`: whether the sentence before told of another time. */
export function parse(sentence: Sentence, past: boolean): Parsed {
  const { tokens, paragraph } = sentence
  const clauses = clausesOf(tokens)
  const people = peopleIn(tokens)
  return {
    tokens,
    clauses,
    people,
    endingAt: new Map(people.map((each) => [each.to, each])),
    startingAt: new Map(people.map((each) => [each.from, each])),
    triggers: triggersIn(tokens),
    past: pastClauses(sentence, clauses, past),
    paragraph,
  }
}

/** Whether what stands at a token is said to have happened now. */
export function isReal(parsed: Parsed, from: number, to: number): boolean {
  const clause = parsed.clauses.of[from] ?? 0
  return !(parsed.past[clause] ?? false) && !isUnreal(parsed.tokens, parsed.clauses, from, to)
}
