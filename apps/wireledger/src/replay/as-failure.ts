import { CommandFailure, exitCodes, reasonOf, type ExitCode } from '../failure.js'

const exitCodeOf: { readonly [code: string]: ExitCode } = {
  REBUILD_RUNNING: exitCodes.conflict,
  OTHER_POLICY: exitCodes.conflict,
  NOTHING_TO_ROLL_BACK: exitCodes.notFound,
}

/** What a replay or verification threw, with the exit code that its stable `code` stands for. */
export const asFailure = (error: unknown): unknown => {
  if (!(error instanceof Error) || error instanceof CommandFailure) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const exitCode = exitCodeOf[code]
  return exitCode === undefined ? error : new CommandFailure(reasonOf(error), exitCode)
}
