import { exitWithParent } from '#local-stack'
import { die, openLogger, settingsOrExit, stopOnSignal } from '#service'
import { openDesk } from './desk-app.js'

const settings = settingsOrExit()
const logger = openLogger('desk', settings.logLevel)
const { app, close } = await openDesk(settings, logger)
stopOnSignal(logger, close)
await app.listen(settings.ports.desk, settings.host).catch((error: unknown) => die(logger, error))
exitWithParent()
logger.info({ port: settings.ports.desk }, 'answering')
