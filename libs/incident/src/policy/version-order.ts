import { compareBytes } from '#eventing'

const whole = /^\d+$/

/**
 * Item version order of contract §3 rule 2: by number where both are whole numbers (of any length), else as text after
 * every number. Negative where `a` is the earlier.
 */
export const compareVersions = (a: string, b: string): number => {
  if (a === b) return 0
  const aIsNumber = whole.test(a)
  const bIsNumber = whole.test(b)
  if (aIsNumber && bIsNumber) return compareDigits(a.replace(/^0+/, ''), b.replace(/^0+/, ''))
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1
  return compareBytes(a, b)
}

const compareDigits = (a: string, b: string): number =>
  a.length !== b.length ? a.length - b.length : compareBytes(a, b)
