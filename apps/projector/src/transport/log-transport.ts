import { setTimeout as pause } from 'node:timers/promises'
import { Server, type CustomTransportStrategy } from '@nestjs/microservices'
import { lastValueFrom, type Observable } from 'rxjs'
import { EventLogError, type Batch, type EventLog, type SubscribeOptions, type Subscription } from '#event-log'
import { incidentBatch, type BatchOutcome } from './batch.js'

export type LogTransportOptions = Omit<SubscribeOptions, 'onBatch'> & { readonly log: EventLog }

/**
 * Nest's transport over the event log: whole batches of one partition go to the handler of {@link incidentBatch}, and its
 * answer decides whether the log goes on, asks for its place again, or delivers the batch once more. Nest's own Kafka
 * server takes single messages, parses their bytes by guessing, and stops for ever at one that fails.
 */
export class LogTransport extends Server implements CustomTransportStrategy {
  private subscription: Subscription | undefined
  private readonly closing = new AbortController()

  constructor(private readonly options: LogTransportOptions) {
    super()
  }

  listen(callback: (error?: unknown) => void): void {
    this.subscribe().then(() => {
      callback()
    }, callback)
  }

  async close(): Promise<void> {
    this.closing.abort()
    await this.subscription?.stop()
  }

  on(): void {
    throw new Error('The log transport has no events of its own.')
  }

  unwrap<T>(): T {
    return this.subscription as T
  }

  /** Kafka may still be starting: whatever may pass is tried again until it passes. */
  private async subscribe(): Promise<void> {
    const { log, ...options } = this.options
    while (!this.closing.signal.aborted) {
      try {
        this.subscription = await log.subscribe({ ...options, onBatch: (batch) => this.handle(batch) })
        return
      } catch (error) {
        if (!(error instanceof EventLogError) || !error.retriable) throw error
        options.onTrouble?.(error, null)
        await pause(1000, undefined, { signal: this.closing.signal }).catch(() => undefined)
      }
    }
  }

  private async handle(batch: Batch): Promise<'applied' | 'fenced'> {
    const handler = this.getHandlerByPattern(incidentBatch)
    if (handler === null) throw new Error(`no handler takes ${incidentBatch}`)
    const answer = await lastValueFrom(this.transformToObservable((await handler(batch)) as Observable<BatchOutcome>))
    if (answer.outcome === 'failed') throw answer.error
    return answer.outcome
  }
}
