import type { TopicNames } from '#eventing'
import { openEventLog, type EventLog } from '../event-log.js'
import type { LogRecord } from '../log-record.js'

export type TestLog = EventLog & { readonly topics: TopicNames }

/** An event log on topics of its own, which exist. */
export const openTestLog = async (brokers: readonly string[], topics: TopicNames, partitions = 4): Promise<TestLog> => {
  const log = openEventLog({ brokers, clientId: 'event-log-spec', topics })
  await log.ensureTopics(partitions)
  return { ...log, topics }
}

/** Everything a topic holds, partition by partition. */
export const readAll = async (log: EventLog, topic: string): Promise<Map<number, LogRecord[]>> => {
  const offsets = await log.offsets(topic)
  const found = new Map<number, LogRecord[]>(offsets.map(({ partition }) => [partition, []]))
  const to = new Map(offsets.map(({ partition, high }) => [partition, high]))
  const from = new Map(offsets.map(({ partition, low }) => [partition, low]))
  await log.readRange(topic, from, to, (records) => {
    for (const record of records) found.get(record.position.partition)?.push(record)
  })
  return found
}

export const textOf = (record: LogRecord | undefined): string | undefined => record?.value?.toString()
