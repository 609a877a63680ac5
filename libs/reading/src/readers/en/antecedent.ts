import type { Count } from './count.js'
import type { Parsed } from './parsed.js'
import type { Group } from './words/groups.js'
import { isReal } from './parsed.js'

/** Whom "another" and "three others" mean when their own sentence does not say. */
export type Antecedent = { readonly group: Group | null; readonly measure: string | null; readonly isPast: boolean }

export const noGroup: Antecedent = { group: null, measure: null, isPast: false }

/** Gives every count its group, and leaves out those that only tell of a part of what was counted before. */
export function grouped(
  parsed: Parsed,
  counts: readonly Count[],
  before: Antecedent,
): { readonly counts: readonly Count[]; readonly antecedent: Antecedent } {
  const found: Count[] = []
  let antecedent = before
  for (const count of counts) {
    const group = count.group ?? groupFor(parsed, count, found, antecedent)
    if (count.part && count.people?.bare === true && isMeasured(count, found, antecedent)) continue
    if (count.people?.ordinal === true && (antecedent.measure === null || isMeasured(count, found, antecedent)))
      continue
    if (antecedent.isPast && found.length === 0 && (count.further || count.part)) continue
    found.push({ ...count, group })
    antecedent = { group: lastGroup(found) ?? group, measure: count.measure, isPast: false }
  }
  if (found.length === 0 && parsed.triggers.length > 0) {
    const isPast = parsed.triggers.every(({ from, to }) => !isReal(parsed, from, to))
    antecedent = { ...antecedent, isPast }
  }
  return { counts: found, antecedent }
}

function isMeasured(count: Count, found: readonly Count[], antecedent: Antecedent): boolean {
  return (found.at(-1)?.measure ?? antecedent.measure) === count.measure
}

function groupFor(parsed: Parsed, count: Count, found: readonly Count[], antecedent: Antecedent): Group {
  if (hasSubset(parsed, count)) return 'unknown'
  const last = found.at(-1)
  const named = parsed.people.findLast(
    (people) => people.to <= count.from && people.group !== null && (people.part || (people.count ?? 0) > 1),
  )
  if (count.further || count.part) return lastGroup(found) ?? named?.group ?? antecedent.group ?? 'unknown'
  // "killed a policeman and injured twelve" does not say that the twelve are policemen.
  if (last !== undefined) {
    const isAlike = last.people?.singular !== true && last.people?.group !== null
    return isAlike ? (lastGroup(found) ?? 'unknown') : 'unknown'
  }
  // Only a verb after its people speaks of those before: "one of the attackers fled and two were arrested".
  return count.at > count.from ? (named?.group ?? 'unknown') : 'unknown'
}

/** The group of the last list; a list of several groups has none. */
function lastGroup(found: readonly Count[]): Group | null {
  const last = found.at(-1)
  if (last === undefined) return null
  const same = found.filter(({ at }) => at === last.at)
  return same.every(({ group }) => group === last.group) ? last.group : 'unknown'
}

// "four others, including two civilians"
function hasSubset(parsed: Parsed, count: Count): boolean {
  const at = parsed.tokens[count.to]?.low === ',' ? count.to + 1 : count.to
  return (
    parsed.tokens[at]?.low === 'including' && parsed.people.some(({ from, group }) => from === at + 1 && group !== null)
  )
}
