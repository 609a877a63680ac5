import { CommanderError } from 'commander'
import { CommandFailure, exitCodes, reasonOf, type ExitCode } from './failure.js'
import { endQuietlyOnClosedPipe, note } from './output/print.js'
import { createProgram } from './program.js'

const failed = (message: string, details: readonly string[] = []): void => {
  note(`wireledger: ${message}`)
  for (const detail of details) note(`  ${detail}`)
}

const exitCodeFor = (error: unknown): ExitCode => {
  // Commander has already said what is wrong; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (error instanceof CommandFailure) {
    failed(error.message, error.details)
    return error.exitCode
  }
  const settings = error instanceof Error && 'code' in error && error.code === 'SETTINGS_INVALID'
  failed(settings ? `settings: ${reasonOf(error)}` : reasonOf(error))
  return settings ? exitCodes.usage : exitCodes.failed
}

endQuietlyOnClosedPipe()
try {
  await createProgram().parseAsync()
} catch (error) {
  process.exitCode = exitCodeFor(error)
}
