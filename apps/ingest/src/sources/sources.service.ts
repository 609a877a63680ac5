import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import type { Pool } from 'pg'
import type { TopicNames } from '#eventing'
import type { EventLog } from '#event-log'
import type { Logger } from '#service'
import type { Settings } from '#settings'
import { migrateSources, openLeases, reporterOf, runFeed, runFolder, systemResolve, type Leases, type Publish, type Reporter, type SourceSettings } from '#source' // prettier-ignore
import { maxItemBytes } from '#wire'
import type { Metrics } from '../metrics/metrics.js'
import { EVENT_LOG, LOGGER, METRICS, POOL, SETTINGS, SOURCES, TOPICS } from '../tokens.js'
import { openSourceMetrics, type SourceMetrics } from './source-metrics.js'
import { sourcePublisher } from './source-publisher.js'
import { watchSource, type SourceWatch } from './source-watch.js'

const silenceLookMs = 1_000
const stopWithinMs = 3_000
const troubleEveryMs = 60_000

/** Runs the configured sources beside everything else: a broken one is told, and stops nothing. */
@Injectable()
export class SourcesService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly watches: readonly SourceWatch[]
  private readonly stopping = new AbortController()
  private readonly metrics: SourceMetrics
  private readonly leases: Leases
  private running: readonly Promise<void>[] = []
  private silenceTimer: NodeJS.Timeout | undefined

  constructor(
    @Inject(SOURCES) sources: readonly SourceSettings[],
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(TOPICS) private readonly topics: TopicNames,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) metrics: Metrics,
  ) {
    this.watches = sources.map(watchSource)
    this.metrics = openSourceMetrics(metrics.registry, () => this.watches)
    this.leases = openLeases(pool)
  }

  onApplicationBootstrap(): void {
    this.running = this.watches.map((watch) => this.run(watch))
    if (this.watches.length > 0) this.silenceTimer = setInterval(this.silences(), silenceLookMs).unref()
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort()
    clearInterval(this.silenceTimer)
    const late = new Promise<void>((resolve) => setTimeout(resolve, stopWithinMs).unref())
    await Promise.race([Promise.all(this.running), late])
    this.leases.close()
  }

  private run(watch: SourceWatch): Promise<void> {
    const { settings, status } = watch
    const common = {
      ...{ status, maxItemBytes, signal: this.stopping.signal },
      publish: this.publisherOf(watch),
      reporter: this.reporterOf(watch),
    }
    this.metrics.items.inc({ source: settings.name }, 0)
    if (settings.kind === 'folder') return runFolder({ ...common, settings })
    const prepare = async (): Promise<void> => {
      await migrateSources(this.settings.databaseUrl ?? '')
    }
    return runFeed({ ...common, settings, pool: this.pool, leases: this.leases, prepare, resolve: systemResolve })
  }

  private publisherOf(watch: SourceWatch): Publish {
    const publish = sourcePublisher(this.log, this.topics, watch.settings)
    const source = watch.settings.name
    return async (items) => {
      await publish(items)
      for (const item of items) {
        const { undecodable, gaps } = watch.look(item)
        if (undecodable) this.metrics.quarantined.inc({ source })
        for (const { service, from, to } of gaps) {
          this.metrics.missingNumbers.inc({ source }, to - from + 1)
          this.logger.warn({ source, service, from, to }, 'message numbers are missing')
        }
      }
    }
  }

  private reporterOf({ settings: { name: source }, status }: SourceWatch): Reporter {
    const told = new Map<string, number>()
    return reporterOf(status, {
      onItems: (count) => this.metrics.items.inc({ source }, count),
      onPutAside: (item, reason) => {
        this.metrics.quarantined.inc({ source })
        this.logger.warn({ source, item, reason }, 'an item was put aside')
      },
      onFailure: ({ code, message }, failures) => {
        this.metrics.errors.inc({ source, code })
        // A trouble that goes on is told once when it begins, or once a minute; the metric counts the rest.
        const news = failures === 1 || (failures === 0 && Date.now() - (told.get(code) ?? 0) > troubleEveryMs)
        if (news) told.set(code, Date.now())
        this.logger[news ? 'warn' : 'debug']({ source, code, error: message }, 'a source fails')
      },
      onRecovery: () => this.logger.info({ source }, 'a source works again'),
    })
  }

  private silences(): () => void {
    const silent = new Set<SourceWatch>()
    return () => {
      for (const watch of this.watches) {
        const { name: source, silentAfterMinutes } = watch.settings
        const since = { source, silentAfterMinutes, lastItemAt: watch.status.lastItemAt }
        if (!watch.silent(Date.now())) {
          if (silent.delete(watch)) this.logger.info(since, 'a source is heard again')
        } else if (!silent.has(watch)) {
          silent.add(watch)
          this.logger.warn(since, 'a source has gone silent')
        }
      }
    }
  }
}
