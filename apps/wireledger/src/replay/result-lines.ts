import type { Mismatch, RebuildResult } from '#read-model'
import { cut, plain } from '../output/cut.js'
import { bold, green, red } from '../output/style.js'
import { countWords, durationWords } from '../output/time.js'

/** `replay --json`, with the keys of contract §6 in their order, and the policy that was built. */
export const resultJson = (result: RebuildResult): object => ({
  projection: result.projection,
  from: result.from,
  to: result.to,
  events: result.events,
  seconds: Math.round(result.seconds * 1000) / 1000,
  eventsPerSecond: Math.round(result.eventsPerSecond),
  identical: result.identical,
  mismatches: result.mismatches,
  switched: result.switched,
  policy: result.policy,
})

/** A replay's result as lines for people. */
export const resultLines = (result: RebuildResult, width: number): string[] => {
  const pace = `${durationWords(result.seconds)}, ${countWords(result.eventsPerSecond)} events/s`
  const end = result.switched
    ? `readers see ${result.to} now (writers stood still for ${Math.round(result.blockedMs)} ms); back with --rollback`
    : `readers go on seeing ${result.from}`
  return [
    row('projection', `${result.projection}, ${result.from} to ${result.to}`, width),
    row('events', `${countWords(result.events)} in ${pace}`, width),
    row('policy', samePolicy(result) ? result.policy : `${result.policy}, instead of ${result.policyBefore}`, width),
    row('compared', comparedWords(result), width, result.identical ? green : red),
    row('switched', `${result.switched ? 'yes' : 'no'}: ${end}`, width),
    ...mismatchLines(result.mismatches, width),
  ]
}

const samePolicy = ({ policy, policyBefore }: RebuildResult): boolean => policy === policyBefore

// Under another policy other beliefs are what was asked for.
const comparedWords = (result: RebuildResult): string => {
  if (samePolicy(result)) return result.identical ? 'every hash is identical' : 'the versions differ'
  return result.identical
    ? 'every revision, event and claim is identical; beliefs go by the policy'
    : 'the histories differ'
}

const mostTold = 20

/** The first differences, one line each. */
export const mismatchLines = (mismatches: readonly Mismatch[], width: number): string[] => {
  const told = mismatches.slice(0, mostTold).map(({ incident, revision, eventId, position, what }) => {
    const where = [incident, revision === null ? '' : `revision ${revision}`, position ?? '', eventId ?? '']
    return red(cut(`  ${plain(`${what}: ${where.filter((part) => part !== '').join('  ')}`)}`, width))
  })
  const left = mismatches.length - told.length
  return left > 0 ? [...told, `  and ${countWords(left)} more`] : told
}

const nameWidth = 12

const asIs = (text: string): string => text

/** A name and what stands there, on one line. */
export const row = (name: string, text: string, width: number, look = asIs): string =>
  `${bold(name.padEnd(nameWidth))}${look(cut(text, width - nameWidth))}`
