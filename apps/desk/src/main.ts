import { exitWithParent } from '#local-stack'
import { BadSettings, readSettings, type Settings } from '#settings'
import { openDesk } from './desk-app.js'
import { openLogger } from './logging/logger.js'

/** How long a stop may take before the process ends whatever is still under way. */
const stopWithinMs = 9_000

const settingsOrExit = (): Settings => {
  try {
    return readSettings()
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}

const settings = settingsOrExit()
const logger = openLogger(settings.logLevel)
const die = (error: Error): void => {
  logger.fatal({ code: (error as { code?: unknown }).code, error: error.message }, 'desk cannot go on')
  process.exit(1)
}

const { app, close } = await openDesk(settings, logger)
let stopping = false
const stop = (signal: string): void => {
  if (stopping) return
  stopping = true
  logger.info({ signal }, 'stopping')
  setTimeout(() => process.exit(0), stopWithinMs).unref()
  close().then(
    () => process.exit(0),
    (error: unknown) => die(error instanceof Error ? error : new Error(String(error))),
  )
}
process.on('SIGTERM', () => stop('SIGTERM'))
process.on('SIGINT', () => stop('SIGINT'))

try {
  await app.listen(settings.ports.desk, settings.host)
} catch (error) {
  die(error instanceof Error ? error : new Error(String(error)))
}
exitWithParent()
logger.info({ port: settings.ports.desk }, 'answering')
