import { PartitionAssigners, type Cluster, type Kafka } from 'kafkajs'
import { fewRetries, openClient, type ClientOptions } from './client.js'
import { EventLogError, isKafka, unavailable } from './errors.js'
import { toLogRecords, type FetchedMessage, type LogRecord } from './log-record.js'
import { backoff, pause } from './pause.js'

/** `high` is the next offset to be written, `low` the first one still there. */
export type PartitionOffsets = { readonly partition: number; readonly low: number; readonly high: number }

export type Fetched = { readonly records: readonly LogRecord[]; readonly high: number }

/** Reads the log by position, without a consumer group: nothing to join, to rebalance or to clean up. */
export type LogReader = {
  /** How many partitions the topic has; TOPIC_MISSING if it does not exist. */
  readonly partitionCount: (topic: string) => Promise<number>
  readonly offsets: (topic: string) => Promise<PartitionOffsets[]>
  /** Records from `offset` on, as many as about `maxBytes` hold, at least one RecordBatch, and without those from `before` on; none at the end of the log. */
  readonly fetch: (
    topic: string,
    partition: number,
    offset: number,
    maxBytes: number,
    before?: number,
  ) => Promise<Fetched>
  readonly close: () => void
}

type Answer = { responses: { partitions: { highWatermark: string; messages: FetchedMessage[] }[] }[] }

const attempts = 5

/** Opens a reader; it connects when first asked and stays connected, so that single reads are quick. */
export const openLogReader = (options: ClientOptions): LogReader => {
  const client = openClient(options, fewRetries)
  const cluster = clusterOf(client.kafka)
  const counts = new Map<string, number>()
  let closed = false

  const ask = async <T>(what: string, topic: string, work: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      if (closed) throw new EventLogError('LOG_CLOSED', `The event log is closed: ${what}`)
      try {
        await cluster.connect()
        await cluster.addTargetTopic(topic)
        return await work()
      } catch (error) {
        if (error instanceof EventLogError) throw error
        if (attempt === attempts) throw failure(what, topic, error)
        // A request without an answer leaves a connection nobody should wait on again.
        if (isKafka(error, 'KafkaJSRequestTimeoutError')) client.cut()
        await pause(backoff(attempt, 500))
        await cluster.refreshMetadata().catch(() => undefined)
      }
    }
  }

  const partitionIds = (topic: string): number[] => {
    const ids = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId)
    if (ids.length === 0) throw missing(topic)
    return ids.sort((a, b) => a - b)
  }

  const edge = async (topic: string, fromBeginning: boolean): Promise<Map<number, number>> => {
    const partitions = partitionIds(topic).map((partition) => ({ partition }))
    const [answer] = await cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning }])
    return new Map(answer?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
  }

  return {
    partitionCount: async (topic) => {
      const known = counts.get(topic)
      if (known !== undefined) return known
      const count = await ask(`reading the partitions of ${topic}`, topic, () =>
        Promise.resolve(partitionIds(topic).length),
      )
      counts.set(topic, count)
      return count
    },
    offsets: (topic) =>
      ask(`reading the offsets of ${topic}`, topic, async () => {
        const [low, high] = [await edge(topic, true), await edge(topic, false)]
        return [...high]
          .map(([partition, end]) => ({ partition, low: low.get(partition) ?? 0, high: end }))
          .sort((a, b) => a.partition - b.partition)
      }),
    fetch: (topic, partition, offset, maxBytes, before) =>
      ask(`reading ${topic}/${partition}/${offset}`, topic, () =>
        fetchFrom(cluster, { topic, partition, offset }, maxBytes, before),
      ),
    close: () => {
      closed = true
      client.end()
    },
  }
}

// kafkajs hands its cluster to whoever assigns partitions (a public type), and there alone. This consumer never runs.
const clusterOf = (kafka: Kafka): Cluster => {
  const found: Cluster[] = []
  kafka.consumer({
    groupId: 'never-joined',
    readUncommitted: true,
    allowAutoTopicCreation: false,
    partitionAssigners: [
      (config) => {
        found.push(config.cluster)
        return PartitionAssigners.roundRobin(config)
      },
    ],
  })
  const [cluster] = found
  if (cluster === undefined) throw new Error('kafkajs did not hand out its cluster; is it still version 2.2.4?')
  return cluster
}

type Place = { readonly topic: string; readonly partition: number; readonly offset: number }

const fetchFrom = async (cluster: Cluster, position: Place, maxBytes: number, before?: number): Promise<Fetched> => {
  const { topic, partition, offset } = position
  const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]))
  if (nodeId === undefined) throw missing(`${topic}/${partition}`)
  const broker = await cluster.findBroker({ nodeId })
  try {
    const answer = (await broker.fetch({
      isolationLevel: 0,
      maxWaitTime: 0,
      minBytes: 1,
      maxBytes,
      topics: [{ topic, partitions: [{ partition, fetchOffset: String(offset), maxBytes }] }],
    })) as Answer
    const found = answer.responses[0]?.partitions[0]
    return {
      records: toLogRecords(topic, partition, found?.messages ?? [], offset, before),
      high: Number(found?.highWatermark ?? offset),
    }
  } catch (error) {
    if (isKafka(error, 'OFFSET_OUT_OF_RANGE', 'KafkaJSOffsetOutOfRange')) {
      throw new EventLogError('LOST_HISTORY', `${topic}/${partition}/${offset} is not in the log`, {
        position,
        cause: error,
      })
    }
    if (isKafka(error, 'KafkaJSNotImplemented', 'RangeError', 'TypeError')) throw unreadable(position, error)
    throw error
  }
}

const unreadable = (position: Place, cause: unknown): EventLogError =>
  new EventLogError(
    'UNREADABLE_BATCH',
    `The batch at ${position.topic}/${position.partition}/${position.offset} cannot be decoded (${cause instanceof Error ? cause.message : ''}); ` +
      'the topic should have compression.type=uncompressed or gzip, so that the broker unpacks what publishers pack otherwise',
    { position, cause },
  )

const missing = (topic: string): EventLogError =>
  new EventLogError('TOPIC_MISSING', `There is no topic ${topic}; it is created when the ingest service starts`)

const failure = (what: string, topic: string, error: unknown): EventLogError =>
  isKafka(error, 'UNKNOWN_TOPIC_OR_PARTITION') ? missing(topic) : unavailable(what, error)
