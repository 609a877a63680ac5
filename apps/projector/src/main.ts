import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import type { MicroserviceOptions } from '@nestjs/microservices'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { EventLog } from '#event-log'
import { topicNames } from '#eventing'
import { exitWithParent, requireFreePort } from '#local-stack'
import { BadSettings, type Settings } from '#settings'
import { die, frameworkLogger, openLogger, settingsOrExit, stopOnSignal, type Logger } from '#service'
import { prepare } from './prepare.js'
import { Assignment } from './projection/assignment.js'
import { Outage } from './projection/outage.js'
import { ProgressWatch } from './projection/progress-watch.js'
import { lanes, ProjectorModule } from './projector.module.js'
import { EVENT_LOG } from './tokens.js'
import { SearchFollower } from './search/search-follower.js'
import { LogTransport } from './transport/log-transport.js'

const start = async (settings: Settings, logger: Logger): Promise<void> => {
  const { kafkaBrokers: brokers, databaseUrl } = settings
  if (brokers === null || databaseUrl === null) throw new BadSettings('KAFKA_BROKERS and DATABASE_URL must be set')
  const module = ProjectorModule.with(settings, { brokers, databaseUrl }, logger)
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: frameworkLogger(logger),
  })
  const stopping = stopOnSignal(logger, () => app.close())
  app.connectMicroservice<MicroserviceOptions>({ strategy: transportOf(app, settings, logger) })
  await app.listen(await portOf(settings, logger), settings.host)
  exitWithParent()
  logger.info({ url: await app.getUrl() }, 'health and metrics are served')
  const log = app.get<EventLog>(EVENT_LOG)
  await prepare({ log, partitions: settings.partitions, databaseUrl, logger, signal: stopping })
  await app.startAllMicroservices()
  if (stopping.aborted) return
  app.get(ProgressWatch).start()
  app.get(SearchFollower).start()
  logger.info('the projection runs')
}

const transportOf = (app: NestFastifyApplication, settings: Settings, logger: Logger): LogTransport =>
  new LogTransport({
    log: app.get<EventLog>(EVENT_LOG),
    topics: [topicNames(settings.topicPrefix).incident],
    groupId: `${settings.topicPrefix}wireledger-projector`,
    lanes,
    maxRecords: 5000,
    onAssigned: (_topic, partitions) => app.get(Assignment).claim(partitions),
    lastApplied: (_topic, partitions) => app.get(Assignment).lastApplied(partitions),
    onTrouble: (error, where) => {
      app.get(Outage).trouble(error, where)
    },
    onFatal: (error) => {
      die(logger, error)
    },
  })

/** Another projector on this machine has the port already: two may run, and only one needs the well-known one. */
const portOf = async ({ ports }: Settings, logger: Logger): Promise<number> => {
  if (ports.projector === 0) return 0
  try {
    await requireFreePort(ports.projector, 'the projector')
    return ports.projector
  } catch (error) {
    logger.warn({ port: ports.projector, reason: (error as Error).message }, 'the port is taken; any free one is used')
    return 0
  }
}

const settings = settingsOrExit()
const logger = openLogger('projector', settings.logLevel)
await start(settings, logger).catch((error: unknown) => {
  if ((error as Error).name !== 'AbortError') die(logger, error)
})
