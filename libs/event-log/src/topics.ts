import type { Admin } from 'kafkajs'
import type { TopicNames } from '#eventing'
import { openClient, type ClientOptions } from './client.js'
import { EventLogError, isKafka, unavailable } from './errors.js'
import { pause } from './pause.js'

// `ConfigResourceTypes.TOPIC`, an export of kafkajs that Node does not find when it is imported from an ES module.
const topicResource = 2

const MiB = 1024 * 1024
/** Kafka's own default; the 12 bytes are the part of a batch that does not count as its message. */
const kafkaDefault = MiB + 12

/** The largest RecordBatch each topic takes. Quarantine adds headers to a raw record; an event holds a text JSON-escaped. */
export const batchLimits = ({ wire, command, quarantine, incident }: TopicNames): ReadonlyMap<string, number> =>
  new Map([
    [wire, kafkaDefault],
    [command, kafkaDefault],
    [quarantine, 2 * MiB],
    [incident, 8 * MiB],
  ])

const settingsOf = (maxBytes: number): { [name: string]: string } => ({
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'message.timestamp.type': 'LogAppendTime',
  'max.message.bytes': String(maxBytes),
  // The broker unpacks what publishers pack with snappy, lz4 or zstd: kafkajs reads none of them and would stop for good.
  'compression.type': 'uncompressed',
})

/** Creates the four topics where missing and checks the others; throws TOPIC_MISCONFIGURED with every difference at once. */
export const ensureTopics = async (options: ClientOptions, topics: TopicNames, partitions: number): Promise<void> => {
  const client = openClient(options, { retries: 8, initialRetryTime: 100, maxRetryTime: 1000 })
  const admin = client.kafka.admin()
  try {
    await admin.connect()
    await untilKnown(async () => {
      const existing = new Set(await admin.listTopics())
      for (const [topic, maxBytes] of batchLimits(topics)) {
        if (!existing.has(topic)) await createTopic(admin, topic, partitions, settingsOf(maxBytes))
      }
      await checkTopics(admin, topics, partitions, options)
    })
  } catch (error) {
    throw error instanceof EventLogError ? error : unavailable('creating and checking the topics', error)
  } finally {
    client.end()
  }
}

const knownWithinMs = 15_000

/** A broker may not know for some moments of a topic that it has just made; making it again is harmless. */
const untilKnown = async (work: () => Promise<void>): Promise<void> => {
  for (const deadline = Date.now() + knownWithinMs; ; await pause(200)) {
    try {
      return await work()
    } catch (error) {
      if (!isKafka(error, 'UNKNOWN_TOPIC_OR_PARTITION') || Date.now() > deadline) throw error
    }
  }
}

const createTopic = async (
  admin: Admin,
  topic: string,
  numPartitions: number,
  settings: { [name: string]: string },
): Promise<void> => {
  // Resolves with false where another process was faster.
  await admin.createTopics({
    topics: [
      {
        topic,
        numPartitions,
        // The broker's default: one on one machine, three in a cluster that says so.
        replicationFactor: -1,
        configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
      },
    ],
    waitForLeaders: true,
    timeout: 10_000,
  })
}

const checkTopics = async (
  admin: Admin,
  topics: TopicNames,
  partitions: number,
  { logger }: ClientOptions,
): Promise<void> => {
  const limits = batchLimits(topics)
  const names = [...limits.keys()]
  const { topics: metadata } = await admin.fetchTopicMetadata({ topics: names })
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: topicResource, name })),
  })
  const differences: string[] = []
  for (const { name, partitions: found } of metadata) {
    if (found.length !== partitions) differences.push(`${name}: ${found.length} partitions instead of ${partitions}`)
  }
  for (const { resourceName: name, configEntries } of resources) {
    const is = new Map(configEntries.map(({ configName, configValue }) => [configName, configValue]))
    const {
      'compression.type': packed,
      'max.message.bytes': most,
      ...exact
    } = settingsOf(limits.get(name) ?? kafkaDefault)
    for (const [setting, wanted] of Object.entries(exact)) {
      if (is.get(setting) !== wanted) differences.push(`${name}: ${setting}=${is.get(setting)} instead of ${wanted}`)
    }
    if (Number(is.get('max.message.bytes')) < Number(most))
      differences.push(`${name}: max.message.bytes=${is.get('max.message.bytes')}, at least ${most} needed`)
    const readable = is.get('compression.type') === packed || is.get('compression.type') === 'gzip'
    if (!readable)
      logger.warn(
        { topic: name },
        `${name}: compression.type=${is.get('compression.type')}; a batch packed with snappy, lz4 or zstd could not be read`,
      )
  }
  if (differences.length > 0) throw new EventLogError('TOPIC_MISCONFIGURED', differences.join('; '))
}
