import { Controller, Inject } from '@nestjs/common'
import { MessagePattern, Payload } from '@nestjs/microservices'
import type { Batch, LogRecord } from '#event-log'
import type { RawRecord, Source } from '#filing-index'
import type { Metrics } from '../metrics/metrics.js'
import { METRICS } from '../tokens.js'
import { commandPattern, wirePattern, type FilingAnswer } from './filing-answer.js'
import { FilingService } from './filing.service.js'
import { readCommand } from './read-command.js'
import { readWireRecord } from './read-record.js'

/** The filer's handlers: a batch of raw records in, decided, written and appended. */
@Controller()
export class FilingController {
  constructor(
    @Inject(FilingService) private readonly filing: FilingService,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {}

  @MessagePattern(wirePattern)
  fileWire(@Payload() batch: Batch): Promise<FilingAnswer> {
    return this.file('wire', batch, readWireRecord)
  }

  @MessagePattern(commandPattern)
  fileCommands(@Payload() batch: Batch): Promise<FilingAnswer> {
    return this.file('command', batch, readCommand)
  }

  private async file(source: Source, batch: Batch, read: (record: LogRecord) => RawRecord): Promise<FilingAnswer> {
    const done = this.metrics.chunkSeconds.startTimer({ topic: source })
    try {
      const records = batch.records.map(read)
      const { topic, partition } = batch
      const outcome = await this.filing.filer.file({ source, topic, partition, records })
      done()
      return { outcome }
    } catch (error) {
      return { outcome: 'failed', error }
    }
  }
}
