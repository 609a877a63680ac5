import { CommandFailure, exitCodes, type ExitCode } from '../failure.js'
import { plain } from '../output/cut.js'

type Problem = {
  readonly title?: string
  readonly detail?: string
  readonly errors?: readonly { readonly path?: string; readonly message?: string }[]
}

/** A problem+json answer (RFC 9457) as a failure: its detail as the line, its errors with their paths below. */
export const problemFailure = (status: number, body: string, what: string): CommandFailure => {
  const problem = parsed(body)
  const line = problem.detail ?? problem.title ?? `${what} answered ${status}`
  const details = (problem.errors ?? []).map(({ path, message }) => plain(`${path ?? ''}: ${message ?? ''}`))
  return new CommandFailure(plain(line), exitCodeOf(status), details)
}

const exitCodeOf = (status: number): ExitCode => {
  if (status === 404) return exitCodes.notFound
  if (status === 409 || status === 412) return exitCodes.conflict
  return exitCodes.failed
}

const parsed = (body: string): Problem => {
  try {
    const value = JSON.parse(body) as unknown
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
