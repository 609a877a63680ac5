import type { CountUnit } from '#incident'
import type { People } from './people.js'
import type { Group } from './words/groups.js'
import type { Measure } from './words/measures.js'

/** A count read from a sentence, not yet given to a speaker. Tokens are indexes into the sentence, `to` exclusive. */
export type Count = {
  readonly measure: Measure
  readonly value: number
  readonly unit: CountUnit
  /** null: the group of those before. */
  readonly group: Group | null
  readonly serious: number | null
  readonly critical: number | null
  readonly from: number
  readonly to: number
  /** Where the word of the measure stands: what a doubt, a date or an attribution is looked up for. */
  readonly at: number
  readonly weak: boolean
  /** "the dead officer": told in passing. */
  readonly passing: boolean
  readonly people: People | null
  readonly further: boolean
  readonly part: boolean
}

export const plainCount = {
  unit: 'exact',
  serious: null,
  critical: null,
  weak: false,
  passing: false,
  people: null,
  further: false,
  part: false,
} as const

/** A count of people, or null where they are not counted. */
export function countOf(people: People, measure: Measure, at: number, from: number, to: number): Count | null {
  const { count, unit, further, part } = people
  if (count === null) return null
  const group = count === 0 && people.group === null && !part ? 'unknown' : people.group
  return { ...plainCount, measure, value: count, unit, group, from, to, at, people, further, part }
}
