import { plainCount, type Count } from './count.js'
import { amountAt } from './numbers.js'
import type { Parsed } from './parsed.js'
import { peopleNouns, type Group } from './words/groups.js'
import { tollMeasures, type Measure } from './words/measures.js'

const reach = 16
const exceeding = new Set(['exceeds', 'exceeded', 'topped', 'tops', 'passed', 'surpassed', 'surpasses'])
const sayers = new Set(['to', 'at', 'reached', 'reaches', 'hit', 'hits', 'is', 'was', 'of', ':', 'as', ...exceeding])
const hardEnds = new Set([';', '.', '(', 'but', 'while'])

type Toll = { readonly to: number; readonly measure: Measure; readonly group: Group }

/** Counts said as a total: "the death toll rose from four to five", "the number of injured stands at 12". */
export function tollCounts(parsed: Parsed): Count[] {
  const counts: Count[] = []
  for (let at = 0; at < parsed.tokens.length; at += 1) {
    const toll = tollAt(parsed, at)
    if (toll === null) continue
    const count = totalOf(parsed, at, toll)
    if (count !== null) counts.push(count)
  }
  return counts
}

function tollAt(parsed: Parsed, at: number): Toll | null {
  const { tokens } = parsed
  const low = tokens[at]?.low
  if (low === 'toll') {
    const before = tokens[at - 1]?.low ?? ''
    if (before === 'injury') return { to: at + 1, measure: 'injured', group: 'unknown' }
    if (before === 'heavy' || before === 'a' || before === 'road') return null
    return { to: at + 1, measure: 'killed', group: 'unknown' }
  }
  if ((low !== 'number' && low !== 'total' && low !== 'tally' && low !== 'count') || tokens[at + 1]?.low !== 'of')
    return null
  let measure: Measure | undefined
  let group: Group = 'unknown'
  let end = at + 2
  for (; end < Math.min(tokens.length, at + 9); end += 1) {
    const word = tokens[end]?.low ?? ''
    const next = tollMeasures.get(word)
    if (next !== undefined) measure ??= next
    else if (peopleNouns.has(word)) group = peopleNouns.get(word)?.group ?? group
    else if (measure !== undefined) break
  }
  return measure === undefined ? null : { to: end, measure, group }
}

function totalOf(parsed: Parsed, from: number, toll: Toll): Count | null {
  const { tokens } = parsed
  let isOver = false
  for (let index = toll.to; index < Math.min(tokens.length, toll.to + reach); index += 1) {
    const low = tokens[index]?.low ?? ''
    if (hardEnds.has(low)) return null
    if (exceeding.has(low)) isOver = true
    if (!sayers.has(low)) continue
    const start = tokens[index + 1]?.low === 'now' ? index + 2 : index + 1
    const amount = amountAt(tokens, start)
    if (amount === null || amount.value === null || isAnotherUnit(parsed, amount.to)) continue
    // A range such as "from four to five" is read at its "to".
    const unit = isOver && amount.unit === 'exact' ? 'atLeast' : amount.unit
    return {
      ...plainCount,
      measure: toll.measure,
      value: amount.value,
      unit,
      group: toll.group,
      from,
      to: amount.to,
      at: index,
    }
  }
  return null
}

function isAnotherUnit(parsed: Parsed, at: number): boolean {
  return ['%', 'percent', 'per', 'p.m.', 'a.m.', 'injured', 'wounded'].includes(parsed.tokens[at]?.low ?? '')
}
