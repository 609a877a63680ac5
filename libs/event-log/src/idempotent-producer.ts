import type { Message, RecordMetadata } from 'kafkajs'
import type { PlacedRecord } from './append-queue.js'
import { openClient, type ClientOptions } from './client.js'

/** One life of an idempotent producer: one producer id. Only one `send` may be under way at a time. */
export type IdempotentProducer = {
  /** Resolves once every replica in sync has the records. A rejection leaves the outcome unknown and the producer unusable. */
  readonly send: (records: readonly PlacedRecord[]) => Promise<RecordMetadata[]>
  readonly end: () => void
}

// Retried for ever: giving up and going on with the same producer id gets the next records acknowledged without being written.
// The cap keeps the recovery quick once the broker is back.
const forever = { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 50, maxRetryTime: 1000 }

/** Makes a producer; it connects with its first `send`, however long that takes, until `end`. */
export const makeProducer = (options: ClientOptions): IdempotentProducer => {
  const client = openClient(options, forever)
  const producer = client.kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    retry: forever,
    allowAutoTopicCreation: false,
    // Keyless records would be spread anew with every retry, which voids idempotence: the partition is decided before.
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition ?? 0,
  })
  // kafkajs repeats a timed-out request over the same connection, which may be dead for a quarter of an hour.
  producer.on(producer.events.REQUEST_TIMEOUT, () => client.cut())
  let connected: Promise<void> | undefined
  return {
    send: async (records) => {
      connected ??= producer.connect()
      await connected
      return producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages: byTopic(records) })
    },
    end: () => {
      void producer.disconnect().catch(() => undefined)
      client.end()
    },
  }
}

const byTopic = (records: readonly PlacedRecord[]): { topic: string; messages: Message[] }[] => {
  const messages = new Map<string, Message[]>()
  for (const { topic, key, value, headers, partition } of records) {
    const message: Message = { key, value, partition, ...(headers === undefined ? {} : { headers: { ...headers } }) }
    const list = messages.get(topic)
    if (list === undefined) messages.set(topic, [message])
    else list.push(message)
  }
  return [...messages].map(([topic, list]) => ({ topic, messages: list }))
}
