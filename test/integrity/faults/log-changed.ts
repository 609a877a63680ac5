import { readFileSync } from 'node:fs'
import { Kafka, logLevel, type Admin } from 'kafkajs'
import { openEventLog } from '#event-log'
import { patiently, pause } from '../harness/patience.js'
import type { Service } from '../harness/service.js'
import type { World } from '../harness/world.js'
import type { Arena, Fault } from './fault.js'

type Stage = {
  readonly service: (world: World) => Service
  readonly topic: (world: World) => string
  readonly rows: string
}

const projection: Stage = {
  service: ({ services }) => services.projector,
  topic: ({ topics }) => topics.incident,
  rows: 'SELECT (SELECT count(*) FROM desk.revision) + (SELECT count(*) FROM desk.quarantine) AS n',
}
const filing: Stage = {
  service: ({ services }) => services.ingest,
  topic: ({ topics }) => topics.wire,
  rows: 'SELECT count(*) AS n FROM filing.receipt',
}

const withAdmin = async (world: World, work: (admin: Admin) => Promise<void>): Promise<void> => {
  const admin = new Kafka({ brokers: [...world.servers.brokers], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.disconnect()
  }
}

/** Deletes the topic and makes it again as the product would. */
const recreate = async (world: World, topic: string): Promise<void> => {
  await withAdmin(world, (admin) => admin.deleteTopics({ topics: [topic] }))
  const { servers, topics, partitions } = world
  const log = openEventLog({ brokers: servers.brokers, clientId: 'integrity', topics })
  await patiently('the topic is there again', 30_000, () => log.ensureTopics(partitions), 500)
  await log.close()
}

const append = async (world: World, topic: string, perPartition: number): Promise<void> => {
  const producer = new Kafka({ brokers: [...world.servers.brokers], logLevel: logLevel.NOTHING }).producer()
  await producer.connect()
  const messages = Array.from({ length: world.partitions }, (_, partition) =>
    Array.from({ length: perPartition }, (_, n) => ({ key: 'k', value: `{"other":${n}}`, partition })),
  ).flat()
  await patiently(
    'the new topic takes records',
    30_000,
    async () => (await producer.send({ topic, messages })).length > 0,
    500,
  )
  await producer.disconnect()
}

/** Starts the service again and requires that it ends by itself, says why, and has written nothing. */
const mustRefuse = async ({ world, measure, wrong }: Arena, stage: Stage, codes: RegExp): Promise<void> => {
  const service = stage.service(world)
  const rows = async (): Promise<string> => (await world.probe.pool.query<{ n: string }>(stage.rows)).rows[0]?.n ?? ''
  const before = await rows()
  const from = readFileSync(service.logFile).length
  const start = performance.now()
  service.start()
  service.leaveDown()
  const exit = await Promise.race([service.exited(), pause(45_000, null)])
  measure('changedLogToRefusal', (performance.now() - start) / 1000)
  if (exit === null) wrong(`${service.name} goes on with a log that is not the one it knows`)
  else if (exit.code === 0) wrong(`${service.name} ended with 0`)
  if (exit === null) await service.stop()
  const said = readFileSync(service.logFile).subarray(from).toString()
  if (exit !== null && !codes.test(said)) wrong(`${service.name} did not say ${codes.source}`)
  const after = await rows()
  if (after !== before) wrong(`${service.name} wrote ${Number(after) - Number(before)} rows`)
}

/** Ends the service of a stage with some records unread behind it, and then everything else. */
const leaveBehind = async (arena: Arena, stage: Stage): Promise<void> => {
  const { world, count } = arena
  const service = stage.service(world)
  count()
  service.leaveDown()
  service.signal('SIGKILL')
  await service.exited()
  // Only while the filer runs does anything come into the log of record; without it, publishers with a Kafka client go on.
  await world.load.acknowledge(stage === projection ? 200 : 50, 30_000)
  world.load.hold()
  if (stage === projection) await world.services.ingest.stop()
}

const changed = (
  name: string,
  does: string,
  stage: Stage,
  change: (world: World) => Promise<void>,
  codes: RegExp,
): Fault => ({
  name,
  does,
  scope: 'own',
  inject: async (arena) => {
    await leaveBehind(arena, stage)
    await change(arena.world)
    await mustRefuse(arena, stage, codes)
  },
})

const truncate = (stage: Stage) => (world: World) =>
  withAdmin(world, async (admin) => {
    const topic = stage.topic(world)
    const ends = await world.probe.ends(topic)
    // Makes this client know the topic, which deleting records takes for granted.
    await admin.fetchTopicOffsets(topic)
    const partitions = [...ends].map(([partition, { high }]) => ({ partition, offset: String(high) }))
    await admin.deleteTopicRecords({ topic, partitions })
  })

export const changedLogFaults: readonly Fault[] = [
  changed('log-truncated', 'records deleted from the log of record before they were projected', projection, truncate(projection), /LOST_HISTORY/), // prettier-ignore
  changed('log-recreated', 'the log of record deleted and made anew, empty', projection, (world) => recreate(world, world.topics.incident), /WRONG_LOG/), // prettier-ignore
  changed(
    'log-replaced',
    'the log of record deleted, made anew and filled beyond the checkpoint with something else',
    projection,
    async (world) => {
      await recreate(world, world.topics.incident)
      await append(world, world.topics.incident, 6000)
    },
    /WRONG_LOG/,
  ),
  changed('wire-truncated', 'records deleted from the raw log before they were filed', filing, truncate(filing), /LOST_HISTORY/), // prettier-ignore
  changed('wire-recreated', 'the raw log deleted and made anew, empty', filing, (world) => recreate(world, world.topics.wire), /WRONG_LOG/), // prettier-ignore
]
