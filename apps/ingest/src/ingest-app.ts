import { NestFactory } from '@nestjs/core'
import type { MicroserviceOptions } from '@nestjs/microservices'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { topicNames } from '#eventing'
import { openEventLog } from '#event-log'
import { openDatabase } from '#read-model'
import type { Settings } from '#settings'
import type { SourceSettings } from '#source'
import { FilingService } from './filing/filing.service.js'
import { FilingState } from './filing/filing-state.js'
import { FilingTransport } from './filing/filing-transport.js'
import { IngestModule, type Parts } from './ingest.module.js'
import { frameworkLogger, type Logger } from '#service'
import type { Metrics } from './metrics/metrics.js'
import { serveOpenApi } from './openapi/openapi.js'
import { METRICS } from './tokens.js'

/** Most bytes of one HTTP request (contract §2.1). */
const bodyLimit = 16 * 1024 * 1024

export type IngestApp = {
  readonly app: NestFastifyApplication
  /** Stops accepting, ends what is under way and gives connections back. */
  readonly close: () => Promise<void>
}

export type IngestOptions = {
  readonly settings: Settings
  /** Folders and feeds that are read beside HTTP and Kafka. */
  readonly sources?: readonly SourceSettings[]
  readonly logger: Logger
  readonly onFatal: (error: Error) => void
  /** Whether `/docs` shows the document as a page. */
  readonly docsPage?: boolean
}

/** Builds the service; `app.listen` opens the door, filing starts by itself and waits for what is not there yet. */
export const openIngest = async (options: IngestOptions): Promise<IngestApp> => {
  const { settings, sources = [], logger, onFatal, docsPage = true } = options
  const topics = topicNames(settings.topicPrefix)
  const brokers = settings.kafkaBrokers ?? [`127.0.0.1:${settings.ports.kafka}`]
  const log = openEventLog({ brokers, clientId: 'wireledger-ingest', topics, logger })
  const pool = openDatabase({
    url: databaseUrlOf(settings),
    role: 'filer',
    applicationName: 'wireledger-ingest',
    max: 10,
  })
  const parts: Parts = {
    settings: { ...settings, databaseUrl: databaseUrlOf(settings) },
    ...{ sources, logger, topics, log, pool },
  }
  const app = await NestFactory.create<NestFastifyApplication>(IngestModule.of(parts), adapter(), {
    logger: frameworkLogger(logger),
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
  })
  takeBytes(app)
  serveOpenApi(app, docsPage)
  const strategy = new FilingTransport({
    ...{ log, topics, logger, onFatal, groupId: `${settings.topicPrefix}wireledger-filer` },
    ...{ filing: app.get(FilingService), state: app.get(FilingState), metrics: app.get<Metrics>(METRICS) },
  })
  app.connectMicroservice<MicroserviceOptions>({ strategy })
  await app.startAllMicroservices()
  return {
    app,
    close: async () => {
      await app.close()
      await log.close()
      await pool.end()
    },
  }
}

const databaseUrlOf = ({ databaseUrl, ports }: Settings): string =>
  databaseUrl ?? `postgres://postgres:wireledger@127.0.0.1:${ports.postgres}/wireledger`

const adapter = (): FastifyAdapter =>
  new FastifyAdapter({ bodyLimit, forceCloseConnections: true, routerOptions: { maxParamLength: 2000 } })

/** Every body as the bytes it is, whatever its content type says. */
const takeBytes = (app: NestFastifyApplication): void => {
  const fastify = app.getHttpAdapter().getInstance()
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}
