import type { Parsed } from './parsed.js'
import type { People } from './people.js'
import type { Trigger } from './triggers.js'
import { auxiliaries } from './words/function-words.js'

const beForms = new Set(['was', 'were', 'is', 'are', 'been', 'being', 'be'])
const skipped = new Set(['also', 'another', 'instantly', 'a', 'total', 'of'])

/** The people after a verb that it is done to: "killing two civilians and a medic". Empty: none. */
export function objectsOf(parsed: Parsed, trigger: Trigger): readonly People[] {
  const { tokens, startingAt } = parsed
  if (isPassive(parsed, trigger.from)) return []
  let at = trigger.to
  while (!startingAt.has(at) && at < trigger.to + 3 && skipped.has(tokens[at]?.low ?? '')) at += 1
  const first = startingAt.get(at)
  return first === undefined || first.count === null ? [] : chainAfter(parsed, first)
}

function isPassive(parsed: Parsed, at: number): boolean {
  const near = parsed.tokens.slice(Math.max(0, at - 2), at)
  return near.some(({ low }) => beForms.has(low))
}

/** The list that begins with these people; commas count only where an "and" follows. */
export function chainAfter(parsed: Parsed, first: People): readonly People[] {
  const chain = [first]
  const waiting: People[] = []
  let last = first
  for (let step = 0; step < 6; step += 1) {
    const low = parsed.tokens[last.to]?.low
    const isLast = low === 'and' || (low === ',' && parsed.tokens[last.to + 1]?.low === 'and')
    if (!isLast && low !== ',') break
    const next = parsed.startingAt.get(last.to + (low === ',' && isLast ? 2 : 1))
    if (next === undefined || next.count === null || beginsClause(parsed, next)) break
    waiting.push(next)
    if (isLast) chain.push(...waiting.splice(0))
    last = next
  }
  return chain
}

// "killed two officers and three others were injured"
function beginsClause(parsed: Parsed, people: People): boolean {
  const low = parsed.tokens[people.to]?.low ?? ''
  if (auxiliaries.has(low)) return true
  return parsed.triggers.some(
    (trigger) => trigger.from === people.to || (trigger.from === people.to + 1 && low.endsWith('ly')),
  )
}
