import { exitWithParent } from '#local-stack'
import { die, openLogger, orExit, settingsOrExit, stopOnSignal } from '#service'
import { environmentValue } from '#settings'
import { readSources } from '#source'
import { openIngest } from './ingest-app.js'

const settings = settingsOrExit()
const sources = orExit(() => readSources(settings.sources, environmentValue))
const logger = openLogger('ingest', settings.logLevel)
const { app, close } = await openIngest({ settings, sources, logger, onFatal: (error) => die(logger, error) })
stopOnSignal(logger, close)
await app.listen(settings.ports.ingest, settings.host).catch((error: unknown) => die(logger, error))
exitWithParent()
logger.info({ port: settings.ports.ingest }, 'receiving')
