import { Inject, Injectable } from '@nestjs/common'
import type { Pool } from 'pg'
import type { TopicNames } from '#eventing'
import type { EventLog } from '#event-log'
import { checkIndex, lastFiled, migrateFilingIndex, openFiler, type PartitionFiler, type Source } from '#filing-index'
import type { Settings } from '#settings'
import type { Metrics } from '../metrics/metrics.js'
import { EVENT_LOG, METRICS, POOL, SETTINGS, TOPICS } from '../tokens.js'
import { readIncidentStream } from './incident-stream.js'
import { mint } from './mint.js'

/** How long one append of decided events may take before the batch is tried again; the bytes stay the same. */
const appendTimeoutMs = 20_000

/** The filer of this process and what it needs before it may begin. */
@Injectable()
export class FilingService {
  readonly filer: PartitionFiler

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(TOPICS) private readonly topics: TopicNames,
    @Inject(METRICS) metrics: Metrics,
  ) {
    this.filer = openFiler({
      pool,
      topics,
      mint,
      streamOf: (incident) => readIncidentStream({ pool, log, topic: topics.incident }, incident),
      append: (records) => log.append(records, { timeoutMs: appendTimeoutMs }),
      onReceipts: (source, receipts) => {
        for (const { status } of receipts) metrics.filed.inc({ topic: source, status })
      },
    })
  }

  /** Makes topics and tables where they are missing and refuses an index that does not belong to the log. */
  async prepare(): Promise<void> {
    await this.log.ensureTopics(this.settings.partitions)
    await migrateFilingIndex(this.settings.databaseUrl ?? '')
    const offsets = await this.log.offsets(this.topics.incident)
    await checkIndex(this.pool, { events: offsets.reduce((sum, { low, high }) => sum + high - low, 0) })
  }

  claim(topic: string, partitions: readonly number[]): Promise<Map<number, number>> {
    return this.filer.claim(this.sourceOf(topic), partitions)
  }

  /** Files what waits under embargo and is due by `at`, ISO 8601 UTC. */
  fileDue(at: string): Promise<number> {
    return this.filer.fileDue(this.topics.wire, at)
  }

  /** The last record filed of each partition, for telling this log from another one. */
  lastApplied(topic: string, partitions: readonly number[]) {
    return lastFiled(this.pool, this.sourceOf(topic), partitions)
  }

  sourceOf(topic: string): Source {
    return topic === this.topics.command ? 'command' : 'wire'
  }
}
