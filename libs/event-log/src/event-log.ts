import type { Position, TopicNames } from '#eventing'
import { openAppender } from './appender.js'
import type { ClientOptions } from './client.js'
import { EventLogError } from './errors.js'
import { makeProducer } from './idempotent-producer.js'
import type { LogRecord } from './log-record.js'
import { openLogReader, type PartitionOffsets } from './log-reader.js'
import { silentLogger, type EventLogLogger } from './logger.js'
import type { NewRecord } from './new-record.js'
import { partitionOfKey } from './partitioner.js'
import { within } from './pause.js'
import { readRange } from './range-reader.js'
import type { SubscribeOptions, Subscription } from './subscribe-options.js'
import { openSubscription } from './subscription.js'
import { batchLimits, ensureTopics } from './topics.js'

export type EventLogOptions = {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly topics: TopicNames
  readonly logger?: EventLogLogger
}

/** The log of record and the topics around it. Every rejection is an {@link EventLogError}. */
export type EventLog = {
  /** Creates the four topics where missing and checks those that exist: TOPIC_MISCONFIGURED names every difference. */
  readonly ensureTopics: (partitions: number) => Promise<void>
  readonly partitionFor: (topic: string, key: string | Buffer) => Promise<number>
  /**
   * Appends in order; resolves with the positions once every replica in sync has the records. Without `timeoutMs` it waits for
   * ever. LOG_UNAVAILABLE leaves the outcome unknown; RECORD_TOO_LARGE means that nothing was appended.
   */
  readonly append: (records: readonly NewRecord[], options?: { timeoutMs?: number }) => Promise<Position[]>
  readonly subscribe: (options: SubscribeOptions) => Promise<Subscription>
  /** Reads `from` (inclusive) `to` (exclusive), both offsets by partition; one batch at a time, each of one partition and in order. */
  readonly readRange: (
    topic: string,
    from: ReadonlyMap<number, number>,
    to: ReadonlyMap<number, number>,
    onBatch: (records: LogRecord[]) => Promise<void> | void,
    options?: { signal?: AbortSignal },
  ) => Promise<void>
  /** The record at a position; undefined where there is none. */
  readonly readAt: (position: Position) => Promise<LogRecord | undefined>
  readonly offsets: (topic: string) => Promise<PartitionOffsets[]>
  /** Ends subscriptions and appends within 5 s, whatever the broker does. */
  readonly close: () => Promise<void>
}

/** Opens the event log; connects when first used. */
export const openEventLog = ({ brokers, clientId, topics, logger = silentLogger }: EventLogOptions): EventLog => {
  const client: ClientOptions = { brokers, clientId, logger }
  const reader = openLogReader(client)
  const limits = batchLimits(topics)
  const smallest = Math.min(...limits.values())
  const appender = openAppender({
    makeProducer: () => makeProducer(client),
    partitionCount: reader.partitionCount,
    limitOf: (topic) => limits.get(topic) ?? smallest,
    logger,
  })
  const subscriptions = new Set<Subscription>()
  return {
    ensureTopics: (partitions) => ensureTopics(client, topics, partitions),
    partitionFor: async (topic, key) => partitionOfKey(key, await reader.partitionCount(topic)),
    append: appender.append,
    subscribe: async (options) => {
      const subscription = await openSubscription(client, reader, options)
      subscriptions.add(subscription)
      return subscription
    },
    readRange: (topic, from, to, onBatch, { signal } = {}) => readRange(reader, { topic, from, to, onBatch, signal }),
    readAt: async ({ topic, partition, offset }) => {
      try {
        // One byte: Kafka then answers with the one batch that holds the record.
        const { records } = await reader.fetch(topic, partition, offset, 1, offset + 1)
        return records[0]?.position.offset === offset ? records[0] : undefined
      } catch (error) {
        if (error instanceof EventLogError && error.code === 'LOST_HISTORY') return undefined
        throw error
      }
    },
    offsets: reader.offsets,
    close: async () => {
      await within(
        4500,
        Promise.all([appender.close(), ...[...subscriptions].map((subscription) => subscription.stop())]),
      )
      reader.close()
    },
  }
}
