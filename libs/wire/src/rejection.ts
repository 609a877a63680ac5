import type { RejectionCode } from './codes.js'
import { maxProblems } from './limits.js'
import type { Problem, Rejected } from './wire-update.js'

/** A rejection with its problems; the reason is the one problem, or says how many there are. */
export const rejected = (code: RejectionCode, reason: string, problems: readonly Problem[] = []): Rejected => ({
  outcome: 'rejected',
  code,
  unsupported: false,
  reason,
  problems: capped(problems),
})

/** A rejection of content whose type is not known or whose shape is not recognised: HTTP 415. */
export const unsupported = (code: RejectionCode, reason: string, problems: readonly Problem[] = []): Rejected => ({
  ...rejected(code, reason, problems),
  unsupported: true,
})

/** What an exception inside a decoder becomes: a defect of ours must cost one item and not its partition. */
export const decoderFailed = (error: unknown): Rejected => {
  const message = `a decoder failed: ${error instanceof Error ? error.message : 'unknown'}`
  return rejected('WIRE_DECODER_FAILED', message, [{ path: '', message }])
}

/** The problems in one sentence: the first one, and how many follow. */
export const summaryOf = (problems: readonly Problem[]): string => {
  const [first] = problems
  if (first === undefined) return 'rejected'
  const more = problems.length - 1
  const place = first.path === '' ? '' : `${first.path}: `
  return `${place}${first.message}${more > 0 ? ` (and ${more} more)` : ''}`
}

const capped = (problems: readonly Problem[]): readonly Problem[] =>
  problems.length <= maxProblems
    ? problems
    : [...problems.slice(0, maxProblems), { path: '', message: `and ${problems.length - maxProblems} more problems` }]
