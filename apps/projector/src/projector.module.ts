import { hash } from 'node:crypto'
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { openEventLog, type EventLog } from '#event-log'
import { topicNames } from '#eventing'
import { openDatabase, openProjection, type ProjectionWriter } from '#read-model'
import type { Settings } from '#settings'
import { HealthController } from './health/health.controller.js'
import { MetricsController } from './metrics/metrics.controller.js'
import { ProjectorMetrics } from './metrics/projector-metrics.js'
import { Assignment } from './projection/assignment.js'
import { Outage } from './projection/outage.js'
import { ProgressWatch } from './projection/progress-watch.js'
import { ProjectionController } from './projection/projection.controller.js'
import { SearchFollower } from './search/search-follower.js'
import { DATABASE, EVENT_LOG, LOGGER, SETTINGS, WRITER } from './tokens.js'

/** How many partitions are projected at a time: one waits for PostgreSQL while another is folded. */
export const lanes = 8

export type Places = { readonly brokers: readonly string[]; readonly databaseUrl: string }

const sha256 = (text: string): string => hash('sha256', text, 'hex')

@Module({})
export class ProjectorModule implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DATABASE) private readonly database: Pool,
  ) {}

  static with(settings: Settings, { brokers, databaseUrl }: Places, logger: Logger): DynamicModule {
    return {
      module: ProjectorModule,
      controllers: [ProjectionController, HealthController, MetricsController],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: LOGGER, useValue: logger },
        {
          provide: EVENT_LOG,
          useFactory: (): EventLog =>
            openEventLog({
              brokers,
              clientId: 'wireledger-projector',
              topics: topicNames(settings.topicPrefix),
              logger,
            }),
        },
        {
          provide: DATABASE,
          useFactory: (): Pool =>
            openDatabase({
              url: databaseUrl,
              role: 'projector',
              applicationName: 'wireledger-projector',
              max: lanes + 2,
            }),
        },
        {
          provide: WRITER,
          useFactory: (database: Pool, metrics: ProjectorMetrics): ProjectionWriter =>
            openProjection(database, {
              sha256,
              onChunk: (report) => {
                metrics.chunk(report)
              },
            }),
          inject: [DATABASE, ProjectorMetrics],
        },
        ProjectorMetrics,
        Assignment,
        Outage,
        ProgressWatch,
        SearchFollower,
      ],
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.log.close()
    await this.database.end()
  }
}
