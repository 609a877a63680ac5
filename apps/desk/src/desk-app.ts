import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyInstance } from 'fastify'
import { openEventLog } from '#event-log'
import { topicNames } from '#eventing'
import { openDatabase, openIncidentReads } from '#read-model'
import type { Settings } from '#settings'
import { DeskModule } from './desk.module.js'
import { frameworkLogger, type Logger } from '#service'
import { timeRequests, type Metrics } from './metrics/metrics.js'
import { serveOpenApi } from './openapi/openapi.js'
import { openChangeSignal } from './signal/change-signal.js'
import { METRICS } from './tokens.js'

export type DeskApp = {
  readonly app: NestFastifyApplication
  /** Ends the streams and gives connections back. */
  readonly close: () => Promise<void>
}

/** Builds the service; `app.listen` opens the door. Kafka and PostgreSQL may be away: it answers 503 until they are back. */
export const openDesk = async (settings: Settings, logger: Logger): Promise<DeskApp> => {
  const topics = topicNames(settings.topicPrefix)
  const url = settings.databaseUrl ?? `postgres://postgres:wireledger@127.0.0.1:${settings.ports.postgres}/wireledger`
  const brokers = settings.kafkaBrokers ?? [`127.0.0.1:${settings.ports.kafka}`]
  const log = openEventLog({ brokers, clientId: 'wireledger-desk', topics, logger })
  const pool = openDatabase({ url, role: 'desk', applicationName: 'wireledger-desk', max: 10 })
  // As many as statements of the reads that share them can be under way.
  const lookups = openDatabase({ url, role: 'desk', applicationName: 'wireledger-desk', max: 8, plans: 'kept' })
  const reads = openIncidentReads(pool, lookups)
  const changes = openChangeSignal(url, logger)
  const adapter = new FastifyAdapter({ forceCloseConnections: true, routerOptions: { maxParamLength: 4_000 } })
  const app = await NestFactory.create<NestFastifyApplication>(
    DeskModule.of({ logger, topics, log, pool, reads, changes }),
    adapter,
    {
      logger: frameworkLogger(logger),
      abortOnError: false,
      forceCloseConnections: true,
    },
  )
  const fastify = app.getHttpAdapter().getInstance()
  secure(fastify)
  timeRequests(fastify, app.get<Metrics>(METRICS))
  serveOpenApi(app)
  app.enableShutdownHooks([])
  return {
    app,
    close: async () => {
      await changes.close()
      await app.close()
      await log.close()
      await Promise.all([pool.end(), lookups.end()])
    },
  }
}

/** No answer is ever taken for something else, and no page may frame or run what the API answers. */
const secure = (fastify: FastifyInstance): void => {
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer')
    const page = request.url.startsWith('/docs') || reply.hasHeader('content-security-policy')
    if (!page) void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    done()
  })
}
