import { BadSettings, readSettings, type Settings } from '#settings'
import type { Logger } from './logger.js'

/** How long a stop may take before the process ends whatever is still under way. */
const stopWithinMs = 9_000

/** The settings of the process; bad ones end it with exit code 2 and every one of them named. */
export const settingsOrExit = (): Settings => orExit(readSettings)

/** What `read` reads; bad settings end the process with exit code 2. */
export const orExit = <Read>(read: () => Read): Read => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}

/** Ends the process loudly: what it would go on with is wrong. */
export const die = (logger: Logger, error: unknown): never => {
  const { code, message } =
    error instanceof Error ? (error as Error & { code?: unknown }) : { code: undefined, message: String(error) }
  logger.fatal({ code, error: message }, 'the service cannot go on')
  logger.flush()
  process.exit(1)
}

/** On SIGTERM or SIGINT closes and exits with 0, within ten seconds whatever happens. The signal says that it has begun. */
export const stopOnSignal = (logger: Logger, close: () => Promise<void>): AbortSignal => {
  const stopping = new AbortController()
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping.signal.aborted) return
    stopping.abort()
    logger.info({ signal }, 'stopping')
    setTimeout(() => process.exit(0), stopWithinMs).unref()
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ error: error instanceof Error ? error.message : String(error) }, 'stopping was not clean')
        process.exit(0)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  return stopping.signal
}
