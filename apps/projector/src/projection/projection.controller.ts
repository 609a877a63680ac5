import { Controller, Inject } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import type { Batch } from '#event-log'
import type { ProjectionWriter } from '#read-model'
import { ProjectorMetrics } from '../metrics/projector-metrics.js'
import { WRITER } from '../tokens.js'
import { incidentBatch, type BatchOutcome } from '../transport/batch.js'
import { Assignment } from './assignment.js'
import { Outage } from './outage.js'

/** Folds the batches of the log of record into the read model. */
@Controller()
export class ProjectionController {
  constructor(
    @Inject(WRITER) private readonly writer: ProjectionWriter,
    @Inject(Assignment) private readonly assignment: Assignment,
    @Inject(ProjectorMetrics) private readonly metrics: ProjectorMetrics,
    @Inject(Outage) private readonly outage: Outage,
  ) {}

  // The type argument keeps a typed handler from meeting the wrong overload (TS1241).
  @EventPattern<string>(incidentBatch)
  async apply(@Payload() batch: Batch): Promise<BatchOutcome> {
    const owner = this.assignment.ownerOf(batch.partition)
    if (owner === undefined) return { outcome: 'fenced' }
    const done = this.metrics.startBatch()
    try {
      const outcome = await this.writer.apply(batch, owner)
      done(outcome)
      this.outage.over()
      return { outcome }
    } catch (error) {
      done('failed')
      return { outcome: 'failed', error }
    }
  }
}
