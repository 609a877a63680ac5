import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER } from '@nestjs/core'
import type { Pool } from 'pg'
import type { EventLog } from '#event-log'
import type { TopicNames } from '#eventing'
import type { IncidentReads } from '#read-model'
import { BoardController } from './board/board.controller.js'
import { HealthController } from './health/health.controller.js'
import { HistoryController } from './incidents/history.controller.js'
import { IncidentsController } from './incidents/incidents.controller.js'
import type { Logger } from '#service'
import { MetricsController } from './metrics/metrics.controller.js'
import { openMetrics } from './metrics/metrics.js'
import { OperationsController } from './operations/operations.controller.js'
import { lagOf, partitionReports } from './operations/projections.js'
import { ProblemFilter } from './problems/problem-filter.js'
import { ReceiptsController } from './receipts/receipts.controller.js'
import type { ChangeSignal } from './signal/change-signal.js'
import { openLogEnds, type LogEnds } from './signal/log-ends.js'
import { CHANGES, LOG_ENDS } from './signal/tokens.js'
import { StreamController } from './stream/stream.controller.js'
import { EVENT_LOG, LOGGER, METRICS, POOL, READS, TOPICS } from './tokens.js'
import { UpdatesController } from './updates/updates.controller.js'

export type Parts = {
  readonly logger: Logger
  readonly topics: TopicNames
  readonly log: EventLog
  readonly pool: Pool
  readonly reads: IncidentReads
  readonly changes: ChangeSignal
}

/** The read side: query and live. */
@Module({})
export class DeskModule {
  static of({ logger, topics, log, pool, reads, changes }: Parts): DynamicModule {
    return {
      module: DeskModule,
      controllers: [
        IncidentsController,
        HistoryController,
        StreamController,
        UpdatesController,
        ReceiptsController,
        OperationsController,
        HealthController,
        MetricsController,
        BoardController,
      ],
      providers: [
        { provide: LOGGER, useValue: logger },
        { provide: TOPICS, useValue: topics },
        { provide: EVENT_LOG, useValue: log },
        { provide: POOL, useValue: pool },
        { provide: READS, useValue: reads },
        { provide: CHANGES, useValue: changes },
        { provide: LOG_ENDS, useFactory: () => openLogEnds(log) },
        {
          provide: METRICS,
          inject: [LOG_ENDS],
          useFactory: (ends: LogEnds) =>
            openMetrics(async () => lagOf(await partitionReports(pool, await ends.of(topics.incident)))),
        },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    }
  }
}
