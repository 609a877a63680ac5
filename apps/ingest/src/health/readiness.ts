import { Inject, Injectable } from '@nestjs/common'
import type { TopicNames } from '#eventing'
import type { EventLog } from '#event-log'
import { FilingState } from '../filing/filing-state.js'
import { EVENT_LOG, TOPICS } from '../tokens.js'

type Part = { readonly status: 'up' | 'down'; readonly reason?: string; readonly lag?: number }
export type ReadinessReport = { readonly status: 'ok' | 'unavailable'; readonly receiving: Part; readonly filing: Part }

const patienceMs = 2_000
/** A trouble that passes sooner is not worth taking the service out for. */
const graceMs = 1_000

/** Whether the service does its two duties: receiving needs Kafka, filing PostgreSQL too. */
@Injectable()
export class Readiness {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(TOPICS) private readonly topics: TopicNames,
    @Inject(FilingState) private readonly state: FilingState,
  ) {}

  async report(): Promise<ReadinessReport> {
    const receiving = await this.receiving()
    const filing = this.filing()
    return { status: receiving.status === 'up' && filing.status === 'up' ? 'ok' : 'unavailable', receiving, filing }
  }

  private async receiving(): Promise<Part> {
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Kafka did not answer within ${patienceMs} ms`)), patienceMs)
    })
    try {
      await Promise.race([this.log.offsets(this.topics.wire), tooLate])
      return { status: 'up' }
    } catch (error) {
      return { status: 'down', reason: error instanceof Error ? error.message : String(error) }
    } finally {
      clearTimeout(timer)
    }
  }

  private filing(): Part {
    const { subscription, trouble } = this.state
    const lag = this.state.lag().reduce((sum, { next, high }) => sum + Math.max(0, high - next), 0)
    if (subscription === undefined) return { status: 'down', reason: trouble?.what ?? 'starting', lag }
    if (trouble !== undefined && Date.now() - trouble.since > graceMs)
      return { status: 'down', reason: trouble.what, lag }
    return { status: 'up', lag }
  }
}
