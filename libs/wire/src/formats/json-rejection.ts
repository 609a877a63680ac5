import type { JsonProblem } from '../json/read-json.js'
import { rejected, summaryOf } from '../rejection.js'
import type { Rejected } from '../wire-update.js'

/** The rejection of bytes that are no JSON that can be taken without a loss. */
export const jsonRejection = (problems: readonly JsonProblem[]): Rejected =>
  rejected(
    problems[0]?.code ?? 'WIRE_JSON_SYNTAX',
    summaryOf(problems),
    problems.map(({ path, message }) => ({ path, message })),
  )
