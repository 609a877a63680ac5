import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { openEventLog, type EventLog } from '#event-log'
import { topicNames, type TopicNames } from '#eventing'
import { migrateFilingIndex } from '#filing-index'
import { ensureDatabase } from '#local-stack'
import {
  claimPartitions,
  liveProjection,
  migrateReadModel,
  openDatabase,
  openProjection,
  rebuildProjection,
} from '#read-model'
import { copyLimit } from './copy-limit.js'
import { measure, type Sample } from './measure.js'
import { naiveProjector, naiveTables } from './naive-pg.js'
import type { BenchStack } from './stack.js'
import { workload } from './workload.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const partitions = 8
/** One transaction an event is too slow to be given them all. */
const naiveEvents = 3_000

export type BenchLog = { readonly log: EventLog; readonly topics: TopicNames; readonly events: number }

/** Appends the workload to a topic of this run; every round reads it from there. */
export const fillLog = async (stack: BenchStack, events: number): Promise<BenchLog & { readonly sample: Sample }> => {
  const topics = topicNames(`bench${process.pid}.`)
  const log = openEventLog({ brokers: stack.brokers, clientId: 'bench', topics })
  await log.ensureTopics(partitions)
  const sample = await measure(events, async () => {
    const batch: { topic: string; key: string; value: Buffer }[] = []
    for (const { key, value } of workload(events)) {
      batch.push({ topic: topics.incident, key, value: Buffer.from(value) })
      if (batch.length === 2_000) await log.append(batch.splice(0))
    }
    await log.append(batch)
    const ends = await log.offsets(topics.incident)
    return ends.reduce((sum, { high }) => sum + high, 0) === events
  })
  return { log, topics, events, sample }
}

export type Round = { readonly [name: string]: Sample }

/** One round in a database of its own, so that none profits from the rows of another; the works take turns in it. */
export const runRound = async (stack: BenchStack, bench: BenchLog): Promise<Round> => {
  const target = new URL(stack.databaseUrl)
  target.pathname = `/bench_${process.pid}_${Math.round(performance.now())}`
  const url = target.href
  await ensureDatabase(url)
  await migrateFilingIndex(url)
  await migrateReadModel(url)
  const pool = openDatabase({ url, applicationName: 'bench', max: 10 })
  try {
    const round: { [name: string]: Sample } = {}
    round['kafkaRead'] = await measure(bench.events, () => readEverything(bench))
    round['naivePg'] = await measureNaive(bench, pool)
    round['catchUp'] = await measure(bench.events, () => catchUp(bench, pool))
    const { schema } = await liveProjection(pool)
    if (stack.folder !== null) round['copyLimit'] = await copyLimit(pool, schema, stack.folder, bench.events)
    round['rebuild'] = await measure(bench.events, async () => {
      const { identical, switched } = await rebuildProjection({
        url,
        log: bench.log,
        topic: bench.topics.incident,
        sha256,
      })
      return identical && switched && (await complete(pool, bench.events))
    })
    return round
  } finally {
    await pool.end()
  }
}

const ends = async ({ log, topics }: BenchLog): Promise<Map<number, number>> =>
  new Map((await log.offsets(topics.incident)).map(({ partition, high }) => [partition, high]))

const readEverything = async (bench: BenchLog): Promise<boolean> => {
  let read = 0
  const to = await ends(bench)
  await bench.log.readRange(
    bench.topics.incident,
    new Map([...to.keys()].map((partition) => [partition, 0])),
    to,
    (records) => {
      read += records.length
    },
  )
  return read === bench.events
}

const measureNaive = async (bench: BenchLog, pool: Pool): Promise<Sample> => {
  await pool.query(naiveTables('naive'))
  const project = naiveProjector(pool, 'naive')
  const to = await ends(bench)
  const share = Math.min(naiveEvents, bench.events)
  const some = new Map([...to].map(([partition, high]) => [partition, Math.min(high, Math.ceil(share / to.size))]))
  const events = [...some.values()].reduce((sum, count) => sum + count, 0)
  await pool.query('INSERT INTO naive.checkpoint SELECT p, 0 FROM unnest($1::int[]) AS p', [[...some.keys()]])
  return measure(events, async () => {
    const from = new Map([...some.keys()].map((partition) => [partition, 0]))
    await bench.log.readRange(bench.topics.incident, from, some, async (records) => {
      for (const record of records) await project(record)
    })
    const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM naive.revision')
    return rows[0]?.count === events
  })
}

/** The projector's own path: subscription, fold and one transaction a chunk, until nothing is left to read. */
const catchUp = async (bench: BenchLog, pool: Pool): Promise<boolean> => {
  const { schema } = await liveProjection(pool)
  const writer = openProjection(pool, { sha256 })
  const epochs = new Map<number, number>()
  const left = await ends(bench)
  let finish: (outcome: boolean) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const drained = new Promise<boolean>((resolve, reject) => {
    finish = resolve
    fail = reject
  })
  for (const [partition, high] of left) if (high === 0) left.delete(partition)
  const subscription = await bench.log.subscribe({
    topics: [bench.topics.incident],
    groupId: `bench-${performance.now()}`,
    lanes: 4,
    maxRecords: 5_000,
    onAssigned: async (_, assigned) => {
      const claimed = await claimPartitions(pool, schema, assigned)
      for (const [partition, { epoch }] of claimed) epochs.set(partition, epoch)
      return new Map([...claimed].map(([partition, { next }]) => [partition, next]))
    },
    onBatch: async ({ partition, records }) => {
      const outcome = await writer.apply({ partition, records }, { schema, epoch: epochs.get(partition) ?? 0 })
      if ((records.at(-1)?.position.offset ?? -1) + 1 >= (left.get(partition) ?? 0)) left.delete(partition)
      if (left.size === 0) finish(true)
      return outcome
    },
    // What passes by itself, as a group's coordinator that is still loading, is tried again and costs its time.
    onTrouble: (error) => {
      if ((error as { retriable?: unknown }).retriable !== true) fail(error)
    },
    onFatal: fail,
  })
  await drained
  await subscription.stop()
  return complete(pool, bench.events)
}

/** Every event made one revision, and every incident stands at its last. */
const complete = async (pool: Pool, events: number): Promise<boolean> => {
  const { rows } = await pool.query<{ revisions: number; sum: number }>(
    'SELECT (SELECT count(*) FROM desk.revision)::int AS revisions, (SELECT sum(revision) FROM desk.incident)::int AS sum',
  )
  return rows[0]?.revisions === events && rows[0].sum === events
}
