import { countOf, type Count } from './count.js'
import type { Parsed } from './parsed.js'
import { auxiliaries, prepositions } from './words/function-words.js'
import { tollMeasures } from './words/measures.js'

/** "A paramedic was among the dead", "nine children are among the injured". */
export function amongCounts(parsed: Parsed): Count[] {
  const { tokens, endingAt } = parsed
  return tokens.flatMap(({ low }, at): Count[] => {
    const measure = tokens[at + 1]?.low === 'the' ? tollMeasures.get(tokens[at + 2]?.low ?? '') : undefined
    if (low !== 'among' || measure === undefined || !auxiliaries.has(tokens[at - 1]?.low ?? '')) return []
    const people = endingAt.get(at - 1)
    if (people === undefined || prepositions.has(tokens[people.from - 1]?.low ?? '')) return []
    return [countOf(people, measure, at, people.from, at + 3) ?? []].flat()
  })
}
