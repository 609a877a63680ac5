import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import type { Pool } from 'pg'
import { topicNames } from '#eventing'
import type { EventLog } from '#event-log'
import { liveProjection, nextOffsets } from '#read-model'
import type { Settings } from '#settings'
import { ProjectorMetrics } from '../metrics/projector-metrics.js'
import { DATABASE, EVENT_LOG, SETTINGS } from '../tokens.js'

export type Progress = { readonly ready: boolean; readonly lag: number | null; readonly reason: string | null }

const everyMs = 1000
// Longer than a rebalance takes, shorter than a person's patience.
const standstillMs = 20_000

/**
 * Looks at what was projected and at where the log ends, because a client's word that all is well proves nothing: ready
 * means that both are known and that the checkpoint moves whenever there is lag.
 */
@Injectable()
export class ProgressWatch implements OnModuleDestroy {
  private progress: Progress = { ready: false, lag: null, reason: 'starting' }
  private seen = { projected: -1, at: Date.now() }
  private timer: NodeJS.Timeout | undefined
  private stopped = false

  constructor(
    @Inject(DATABASE) private readonly database: Pool,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(ProjectorMetrics) private readonly metrics: ProjectorMetrics,
  ) {}

  /** Begins to look; until then nothing is read and the service is not ready. */
  start(): void {
    void this.look()
  }

  now(): Progress {
    return this.progress
  }

  onModuleDestroy(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }

  private async look(): Promise<void> {
    this.progress = await this.measure().catch((error: unknown): Progress => ({
      ready: false,
      lag: null,
      reason: messageOf(error),
    }))
    if (this.progress.lag !== null) this.metrics.lag.set(this.progress.lag)
    if (!this.stopped) this.timer = setTimeout(() => void this.look(), everyMs).unref()
  }

  private async measure(): Promise<Progress> {
    const { schema } = await liveProjection(this.database)
    const next = await nextOffsets(this.database, schema)
    const ends = await this.log.offsets(topicNames(this.settings.topicPrefix).incident)
    const lag = ends.reduce((sum, { partition, high }) => sum + Math.max(0, high - (next.get(partition) ?? 0)), 0)
    const projected = [...next.values()].reduce((sum, offset) => sum + offset, 0)
    if (projected !== this.seen.projected || lag === 0) this.seen = { projected, at: Date.now() }
    const standing = Date.now() - this.seen.at > standstillMs
    return {
      ready: !standing,
      lag,
      reason: standing ? `the checkpoint has not moved for ${standstillMs / 1000} s` : null,
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error))
