import { amongCounts } from './among.js'
import { countOf, type Count } from './count.js'
import { withSeverity } from './details.js'
import { nounCounts } from './nouns.js'
import { objectsOf } from './objects.js'
import { isReal, type Parsed } from './parsed.js'
import type { People } from './people.js'
import { subjectOf } from './subjects.js'
import { tollCounts } from './tolls.js'
import type { Trigger } from './triggers.js'
import type { Group } from './words/groups.js'

const blockedBefore = new Set(['to', 'not', 'of', 'for', 'from', 'by', 'the', 'a', 'no'])

/** The counts a sentence says, in its order. */
export function casualtiesIn(parsed: Parsed): Count[] {
  const verbal: Count[] = []
  let shared: readonly People[] = []
  parsed.triggers.forEach((trigger, index) => {
    const before = parsed.triggers[index - 1] ?? null
    const found = countsOf(parsed, trigger, before, shared)
    shared = found.people
    if (found.joint) removeJoint(verbal, before)
    verbal.push(...(found.joint ? found.counts.filter(({ value }) => value === 0) : found.counts))
  })
  const tolls = tollCounts(parsed)
  const all = [
    ...withoutDoubles(verbal).filter((count) => !isInToll(count, tolls)),
    ...tolls,
    ...nounCounts(parsed),
    ...amongCounts(parsed),
  ]
  const real = all.filter((count) => isReal(parsed, count.at, count.to))
  return real.map((count) => withSeverity(parsed, count)).sort((a, b) => a.from - b.from || a.to - b.to)
}

// "Another three died, bringing the toll to 15": the total is what is claimed.
function isInToll(count: Count, tolls: readonly Count[]): boolean {
  return count.further && tolls.some(({ measure }) => measure === count.measure)
}

type Found = { readonly counts: readonly Count[]; readonly people: readonly People[]; readonly joint: boolean }
const none: Found = { counts: [], people: [], joint: false }

function countsOf(parsed: Parsed, trigger: Trigger, before: Trigger | null, shared: readonly People[]): Found {
  const attributive = parsed.people.find((people) => people.from < trigger.from && trigger.to <= people.to)
  if (attributive !== undefined) return attributiveCounts(parsed, trigger, attributive)
  if (isOrJoined(parsed, trigger)) return none
  const objects = canTakeObject(parsed, trigger) ? objectsOf(parsed, trigger) : []
  if (objects.length > 0) {
    return {
      counts: summed(objects, (people) => countOf(people, trigger.measure, trigger.from, trigger.from, people.to)),
      people: [],
      joint: false,
    }
  }
  if (isReflexive(parsed, trigger))
    return subjectCounts(parsed, { ...trigger, to: trigger.to + 1, uses: ['subject'] }, before, shared)
  return trigger.uses.includes('subject') ? subjectCounts(parsed, trigger, before, shared) : none
}

function subjectCounts(parsed: Parsed, trigger: Trigger, before: Trigger | null, shared: readonly People[]): Found {
  const subject = subjectOf(parsed, trigger, before)
  if (subject === null) return none
  const people = subject.shared === null ? subject.people : shared
  const counts = summed(people, (each) => countOf(each, trigger.measure, trigger.from, each.from, trigger.to)).map(
    (count) => ({
      ...count,
      weak: trigger.uses.includes('weak'),
      // Nobody seriously hurt says nothing of the slightly hurt.
      ...(count.value === 0 && trigger.severity !== null ? { weak: true, part: true } : severityOf(trigger, count)),
    }),
  )
  return { counts, people, joint: subject.shared === 'or' }
}

function severityOf(trigger: Trigger, count: Count): Partial<Count> {
  if (trigger.severity === 'serious') return { serious: count.value }
  return trigger.severity === 'critical' ? { critical: count.value } : {}
}

// "the dead officer is a sergeant", "three missing hikers"
function attributiveCounts(parsed: Parsed, trigger: Trigger, people: People): Found {
  // "Four of the arrested men" does not count the arrested.
  if (!trigger.uses.includes('attribute') || people.part) return none
  const count = countOf(people, trigger.measure, trigger.from, people.from, people.to)
  if (count === null || count.value === 0) return none
  const named = people.group === 'unknown' ? predicateOf(parsed, people) : null
  const group: Group | null = named?.group ?? people.group
  return { counts: [{ ...count, group, to: named?.to ?? count.to, passing: true }], people: [people], joint: false }
}

// "the injured person, who is stable, is a member of the Border Police"
function predicateOf(parsed: Parsed, people: People): People | null {
  const { tokens, startingAt } = parsed
  let at = people.to
  if (tokens[at]?.low === ',') {
    const end = tokens.findIndex((token, index) => index > at && index < at + 16 && token.low === ',')
    if (end < 0) return null
    at = end + 1
  }
  if (tokens[at]?.low !== 'is' && tokens[at]?.low !== 'was') return null
  const found = startingAt.get(at + 1)
  return found?.count === 1 && found.group !== 'unknown' ? found : null
}

function canTakeObject(parsed: Parsed, trigger: Trigger): boolean {
  if (trigger.uses.includes('object')) return !isGerundOfBlame(parsed, trigger)
  return trigger.uses.includes('base') && !blockedBefore.has(parsed.tokens[trigger.from - 1]?.low ?? '')
}

// "convicted of killing", "responsible for killing"
function isGerundOfBlame(parsed: Parsed, trigger: Trigger): boolean {
  const before = parsed.tokens[trigger.from - 1]?.low
  return (
    (parsed.tokens[trigger.from]?.low.endsWith('ing') ?? false) &&
    (before === 'of' || before === 'for' || before === 'from')
  )
}

function isReflexive(parsed: Parsed, trigger: Trigger): boolean {
  return (
    trigger.measure === 'killed' &&
    ['himself', 'herself', 'themselves', 'itself'].includes(parsed.tokens[trigger.to]?.low ?? '')
  )
}

// "killing or wounding 12": one number for both.
function isOrJoined(parsed: Parsed, trigger: Trigger): boolean {
  const isJoined =
    parsed.tokens[trigger.to]?.low === 'or' && parsed.triggers.some((next) => next.from === trigger.to + 1)
  return isJoined && !parsed.people.some((people) => people.count === 0 && people.to <= trigger.from)
}

function removeJoint(counts: Count[], before: Trigger | null): void {
  const last = counts.at(-1)
  if (before !== null && last?.at === before.from && last.value !== 0) counts.pop()
}

/** Counts of a list, with those of one group added up. */
function summed(people: readonly People[], toCount: (people: People) => Count | null): Count[] {
  const counts = people.flatMap((each) => toCount(each) ?? [])
  const hasCivilians = counts.some(({ group }) => group === 'civilians')
  const sums: Count[] = []
  for (const count of counts) {
    const group = count.people?.male === true && hasCivilians ? 'civilians' : count.group
    const index = sums.findIndex((sum) => sum.group === group && group !== null)
    const same = sums[index]
    if (same === undefined) sums.push({ ...count, group })
    else
      sums[index] = {
        ...same,
        value: same.value + count.value,
        to: Math.max(same.to, count.to),
        unit: same.unit === 'exact' ? count.unit : same.unit,
      }
  }
  return sums
}

// "A policeman wounded in the attack has died" is one dead, not one dead and one wounded.
function withoutDoubles(counts: readonly Count[]): readonly Count[] {
  const died = new Set(
    counts.filter(({ measure, value }) => measure === 'killed' && value > 0).map(({ people }) => people),
  )
  return counts.filter(
    ({ measure, people }) =>
      measure === 'killed' || measure === 'arrested' || measure === 'detained' || !died.has(people),
  )
}
