import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER } from '@nestjs/core'
import type { Pool } from 'pg'
import type { TopicNames } from '#eventing'
import type { EventLog } from '#event-log'
import type { Settings } from '#settings'
import type { SourceSettings } from '#source'
import { CommandsController } from './commands/commands.controller.js'
import { FilingController } from './filing/filing.controller.js'
import { FilingService } from './filing/filing.service.js'
import { FilingState } from './filing/filing-state.js'
import { HealthController } from './health/health.controller.js'
import { Readiness } from './health/readiness.js'
import type { Logger } from '#service'
import { MetricsController } from './metrics/metrics.controller.js'
import { openMetrics } from './metrics/metrics.js'
import { ProblemFilter } from './problems/problem-filter.js'
import { WireController } from './receive/wire.controller.js'
import { SourcesController } from './sources/sources.controller.js'
import { SourcesService } from './sources/sources.service.js'
import { EVENT_LOG, LOGGER, METRICS, POOL, SETTINGS, SOURCES, TOPICS } from './tokens.js'

export type Parts = {
  readonly settings: Settings
  readonly sources: readonly SourceSettings[]
  readonly logger: Logger
  readonly topics: TopicNames
  readonly log: EventLog
  readonly pool: Pool
}

/** The write side: receive and file. */
@Module({})
export class IngestModule {
  static of({ settings, sources, logger, topics, log, pool }: Parts): DynamicModule {
    return {
      module: IngestModule,
      controllers: [
        WireController,
        CommandsController,
        SourcesController,
        HealthController,
        MetricsController,
        FilingController,
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: SOURCES, useValue: sources },
        { provide: LOGGER, useValue: logger },
        { provide: TOPICS, useValue: topics },
        { provide: EVENT_LOG, useValue: log },
        { provide: POOL, useValue: pool },
        { provide: METRICS, inject: [FilingState], useFactory: metricsOf },
        { provide: APP_FILTER, useClass: ProblemFilter },
        FilingService,
        FilingState,
        Readiness,
        SourcesService,
      ],
    }
  }
}

const metricsOf = (state: FilingState) =>
  openMetrics(() =>
    state.lag().map(({ topic, partition, next, high }) => ({ topic, partition, lag: Math.max(0, high - next) })),
  )
