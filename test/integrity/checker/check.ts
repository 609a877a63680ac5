import type { Evidence } from './evidence.js'

/** What a check looked at and what it found wrong, each in one sentence. */
export type Finding = { readonly looked: number; readonly violations: readonly string[] }

export type InvariantName = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10'

export type Check = {
  readonly name: InvariantName
  readonly says: string
  readonly find: (evidence: Evidence) => Finding
}

/** Collects violations while a check goes along. */
export const openFinding = (): {
  looked: number
  readonly violations: string[]
  readonly wrong: (what: string) => void
} => {
  const violations: string[] = []
  return { looked: 0, violations, wrong: (what) => violations.push(what) }
}
