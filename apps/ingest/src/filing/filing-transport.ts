import { setTimeout as pause } from 'node:timers/promises'
import { Server, type CustomTransportStrategy } from '@nestjs/microservices'
import { lastValueFrom } from 'rxjs'
import type { TopicNames } from '#eventing'
import { EventLogError, type Batch, type EventLog, type Subscription } from '#event-log'
import { FilingIndexError } from '#filing-index'
import type { Logger } from '#service'
import type { Metrics } from '../metrics/metrics.js'
import { runEmbargoClock } from './embargo-clock.js'
import type { FilingAnswer } from './filing-answer.js'
import type { FilingService } from './filing.service.js'
import type { FilingState } from './filing-state.js'

export type FilingTransportOptions = {
  readonly log: EventLog
  readonly topics: TopicNames
  readonly groupId: string
  readonly filing: FilingService
  readonly state: FilingState
  readonly metrics: Metrics
  readonly logger: Logger
  /** Nothing is filed any more and only a person or a restart can mend it. */
  readonly onFatal: (error: Error) => void
}

// All partitions of a fetch at once, for they are filed together.
const lanes = 32
const fatalCodes = new Set(['TOPIC_MISCONFIGURED', 'LOST_HISTORY', 'WRONG_LOG'])

/**
 * Nest's transport over our own event log instead of its stock Kafka server, which hands over one message at a time,
 * changes bytes and lets one bad record block its partition. Handlers get whole batches and answer `FilingAnswer`.
 */
export class FilingTransport extends Server implements CustomTransportStrategy {
  private readonly stopping = new AbortController()
  private clock: Promise<void> = Promise.resolve()

  constructor(private readonly options: FilingTransportOptions) {
    super()
  }

  /** Does not wait for Kafka or PostgreSQL: receiving must not wait for filing. */
  listen(callback: () => void): void {
    void this.begin()
    callback()
  }

  async close(): Promise<void> {
    // What is still being started ends with the event log.
    this.stopping.abort()
    await this.clock
    await this.options.state.subscription?.stop()
    // With the database away it is appended once more, which does no harm.
    await this.options.filing.filer.settle().catch(() => undefined)
  }

  on(): void {
    throw new Error('this transport has no events')
  }

  unwrap<T>(): T {
    return this.options.log as T
  }

  /** Again and again until Kafka and PostgreSQL are there; only what time cannot mend is fatal. */
  private async begin(): Promise<void> {
    for (let wait = 250; !this.stopping.signal.aborted; wait = Math.min(wait * 2, 5_000)) {
      try {
        await this.options.filing.prepare()
        const subscription = await this.subscribe()
        this.options.state.subscription = subscription
        this.options.state.well()
        this.options.logger.info({}, 'filing')
        if (this.stopping.signal.aborted) await subscription.stop()
        const onTrouble = (error: unknown): void => this.troubled('embargo', error)
        this.clock = runEmbargoClock(this.options.filing, onTrouble, this.stopping.signal)
        return
      } catch (error) {
        if (isFatal(error)) return this.options.onFatal(error)
        this.troubled('start', error)
        await pause(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined)
      }
    }
  }

  private subscribe(): Promise<Subscription> {
    const { log, topics, groupId, filing, onFatal } = this.options
    return log.subscribe({
      ...{ topics: [topics.wire, topics.command], groupId, lanes, onFatal },
      onAssigned: (topic, partitions) => filing.claim(topic, partitions),
      lastApplied: (topic, partitions) => filing.lastApplied(topic, partitions),
      onBatch: (batch) => this.handle(batch),
      onTrouble: (error, where) => this.troubled(where === null ? 'kafka' : 'batch', error, where ?? undefined),
    })
  }

  private async handle(batch: Batch): Promise<'applied' | 'fenced'> {
    const handler = this.getHandlerByPattern(this.options.filing.sourceOf(batch.topic))
    if (handler === null) throw new Error(`nothing handles ${batch.topic}`)
    const answered = this.transformToObservable(await handler(batch))
    const answer = (await lastValueFrom(answered)) as FilingAnswer
    if (answer.outcome === 'failed') throw answer.error
    if (answer.outcome === 'applied') this.options.state.well()
    return answer.outcome
  }

  private troubled(what: string, error: unknown, where: object = {}): void {
    const { state, metrics, logger } = this.options
    const message = error instanceof Error ? error.message : String(error)
    const code = (error as { code?: unknown }).code
    metrics.troubles.inc({ what })
    // An outage is told once when it begins; the metric counts the rest.
    logger[state.trouble === undefined ? 'warn' : 'debug']({ ...where, code, error: message }, `filing waits (${what})`)
    state.troubled(message)
  }
}

const isFatal = (error: unknown): error is Error =>
  error instanceof FilingIndexError || (error instanceof EventLogError && fatalCodes.has(error.code))
