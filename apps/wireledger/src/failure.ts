/** What the shell learns (contract §6). */
export const exitCodes = { done: 0, failed: 1, usage: 2, notFound: 3, conflict: 4 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** An expected end of a command: one clear line, perhaps a few details, and the exit code. Never shown with a stack. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode
  readonly details: readonly string[]

  constructor(message: string, exitCode: ExitCode = exitCodes.failed, details: readonly string[] = []) {
    super(message)
    this.exitCode = exitCode
    this.details = details
  }
}

/** Wrong usage that commander cannot see: exit code 2. */
export const wrongUsage = (message: string): CommandFailure => new CommandFailure(message, exitCodes.usage)

/** One line for any thrown value; an aggregate (a refused connection to two addresses) is told by its first cause. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0])
  return error.message === '' ? error.name : error.message
}
