import { createHash } from 'node:crypto'
import { Kafka, logLevel } from 'kafkajs'
import { openEventLog, type EventLog, type NewRecord } from '#event-log'
import { topicNames, type TopicNames } from '#eventing'
import { measure, type Sample } from './measure.js'
import { referenceFold } from './product.js'
import type { BenchStack } from './stack.js'
import { workload, type BenchEvent, type EventSize } from './workload.js'

export const partitions = 8

export type BenchLog = {
  readonly log: EventLog
  readonly prefix: string
  readonly topics: TopicNames
  readonly drop: () => Promise<void>
}

/** The log of record with the workload in it. */
export type FilledLog = BenchLog & {
  readonly events: number
  readonly meanBytes: number
  /** Digest of every incident's last revision and hash, by a fold of this process; null where there are too many. */
  readonly digest: string | null
  readonly sample: Sample
}

let made = 0

/** Topics of this run, which `drop` deletes. */
export const openBenchLog = async (stack: BenchStack): Promise<BenchLog> => {
  const prefix = `bench${process.pid}-${(made += 1)}.`
  const topics = topicNames(prefix)
  const log = openEventLog({ brokers: stack.brokers, clientId: 'bench', topics })
  await log.ensureTopics(partitions)
  const drop = async (): Promise<void> => {
    await log.close()
    const admin = new Kafka({ brokers: [...stack.brokers], logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    await admin.deleteTopics({ topics: Object.values(topics) }).finally(() => admin.disconnect())
  }
  return { log, prefix, topics, drop }
}

/** Appends in batches as large as the filer's. */
export const appendAll = async (log: EventLog, records: Iterable<NewRecord>): Promise<void> => {
  let batch: NewRecord[] = []
  for (const record of records) {
    batch.push(record)
    if (batch.length === 2_000) {
      await log.append(batch)
      batch = []
    }
  }
  if (batch.length > 0) await log.append(batch)
}

/** How far the partitions of a topic reach. */
export const endsOf = async (log: EventLog, topic: string): Promise<Map<number, number>> =>
  new Map((await log.offsets(topic)).map(({ partition, high }) => [partition, high]))

export const totalOf = (ends: ReadonlyMap<number, number>): number =>
  [...ends.values()].reduce((sum, high) => sum + high, 0)

// The claims of all incidents are in memory while they are folded.
const mostFolded = 1_000_000

/** A log of record with so many events, which every round reads. */
export const fillLog = async (stack: BenchStack, events: number, size: EventSize): Promise<FilledLog> => {
  const bench = await openBenchLog(stack)
  const fold = events <= mostFolded ? referenceFold() : null
  let bytes = 0
  const all = function* (): Generator<NewRecord> {
    for (const { key, value, record } of workload(events, size)) {
      fold?.add(record)
      bytes += value.length
      yield { topic: bench.topics.incident, key, value: Buffer.from(value) }
    }
  }
  const sample = await measure(events, stack.pids.postgres, async () => {
    await appendAll(bench.log, all())
    return totalOf(await endsOf(bench.log, bench.topics.incident)) === events
  })
  const digest = fold === null ? null : digestOf(fold.states())
  return { ...bench, events, meanBytes: Math.round(bytes / events), digest, sample }
}

/** Appends events of another making to a log of record. */
export const appendEvents = (bench: BenchLog, events: Iterable<BenchEvent>): Promise<void> => {
  const records = function* (): Generator<NewRecord> {
    for (const { key, value } of events) yield { topic: bench.topics.incident, key, value: Buffer.from(value) }
  }
  return appendAll(bench.log, records())
}

/** As the SQL of `isComplete` says it: lines in byte order. */
const digestOf = (states: readonly { id: string; revision: number; hash: string }[]): string => {
  const lines = states.map(({ id, revision, hash }) => `${id} ${revision} ${hash}`).sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
