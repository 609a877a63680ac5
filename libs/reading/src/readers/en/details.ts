import type { Count } from './count.js'
import { amountAt } from './numbers.js'
import type { Parsed } from './parsed.js'
import { severities } from './words/severity.js'

const reach = 16

/** Adds how many of the injured are in a serious or critical state, where the sentence goes on to say so. */
export function withSeverity(parsed: Parsed, count: Count): Count {
  if (count.measure !== 'injured' || count.part || count.value === 0) return count
  let { serious, critical, to } = count
  const start = Math.max(count.to, count.at + 1)
  for (let index = start; index < Math.min(parsed.tokens.length, start + reach); index += 1) {
    const low = parsed.tokens[index]?.low ?? ''
    if (low === ';' || low === '.') break
    const severity = severities.get(low)
    if (severity === undefined || severity === 'slight' || (/(?:s|e|l)$/u.test(low) && !isCondition(parsed, index)))
      continue
    const part = numberBefore(parsed, index)
    if (part === null || part > count.value) continue
    if (severity === 'serious') serious ??= part
    else critical ??= part
    to = Math.max(to, isCondition(parsed, index) ? index + 2 : index + 1)
  }
  return { ...count, serious, critical, to }
}

function isCondition(parsed: Parsed, at: number): boolean {
  return parsed.tokens[at + 1]?.low === 'condition'
}

// "one of them seriously", "including two in critical condition", "three of whom are critically injured"
function numberBefore(parsed: Parsed, at: number): number | null {
  for (let index = at - 1; index >= Math.max(0, at - 6); index -= 1) {
    const low = parsed.tokens[index]?.low ?? ''
    if (low === ',' || low === '(' || low === ';') return null
    if (low === 'a' || low === 'an') continue
    const amount = amountAt(parsed.tokens, index)
    if (amount !== null) return amount.value
  }
  return null
}
