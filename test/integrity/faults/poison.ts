import { hash } from 'node:crypto'
import { Kafka, logLevel, type CompressionTypes, type Producer } from 'kafkajs'
import { patiently, timed } from '../harness/patience.js'
import type { World } from '../harness/world.js'
import type { Arena, Fault } from './fault.js'
import { knowCodecs, packings } from './packed.js'
import { logPoison, wirePoison, type PoisonRecord } from './poison-records.js'

const headers = { 'content-type': 'application/vnd.wireledger.update+json' }

let marks = 0

/** A good update that is told apart from all others: what comes behind the poison must not wait for it. */
const markUpdate = (): { updateId: string; text: string } => {
  const item = `M${++marks}`
  const text = JSON.stringify({ provider: 'agy-0', item, version: '1', headline: item, incident: 'behind-poison' })
  return { updateId: `agy-0/${item}@1`, text }
}

export const withProducer = async (world: World, work: (producer: Producer) => Promise<void>): Promise<void> => {
  const kafka = new Kafka({ brokers: [...world.servers.brokers], clientId: 'a-poisoner', logLevel: logLevel.NOTHING })
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  try {
    await work(producer)
  } finally {
    await producer.disconnect()
  }
}

type Place = { readonly partition: number; readonly compression?: CompressionTypes }

/** Requires that each record from `offset` on has been put aside, with a reason. */
const mustBeInQuarantine = async (
  { world, wrong }: Arena,
  stage: 'filing' | 'projection',
  records: readonly PoisonRecord[],
  partition: number,
  offset: number,
): Promise<void> => {
  const { rows } = await world.probe.pool.query<{ at: string }>(
    `SELECT log_offset AS at FROM desk.quarantine WHERE stage = $1 AND topic = $2 AND log_partition = $3
       AND log_offset >= $4 AND log_offset < $5 AND reason <> ''`,
    [stage, stage === 'filing' ? world.topics.wire : world.topics.incident, partition, offset, offset + records.length],
  )
  const kept = rows.map(({ at }) => Number(at) - offset)
  records.forEach(({ what }, index) => {
    const times = kept.filter((at) => at === index).length
    if (times !== 1) wrong(`${what} at ${partition}/${offset + index} is in the quarantine of ${stage} ${times} times`)
  })
}

/** Appends records and a good update behind them, in one batch of one partition; answers that update and where the batch begins. */
export const publishBehind = async (
  { topics, history }: World,
  producer: Producer,
  records: readonly PoisonRecord[],
  { partition, ...packed }: Place,
): Promise<{ updateId: string; base: number }> => {
  const { updateId, text } = markUpdate()
  const messages = [...records, { key: 'agy-0', value: Buffer.from(text) }].map(({ key, value }) => ({
    key,
    value,
    partition,
    headers,
  }))
  const [written] = await producer.send({ topic: topics.wire, acks: -1, messages, ...packed })
  const base = Number(written?.baseOffset)
  const position = `${topics.wire}/${partition}/${base + records.length}`
  history.add({ at: Date.now(), door: 'kafka', updateId, sha256: hash('sha256', text), outcome: 'ok', position })
  return { updateId, base }
}

/** Waits until a condition of the tables holds; answers the seconds. */
const seen = async (
  { probe }: World,
  what: string,
  mostMs: number,
  sql: string,
  values: unknown[],
): Promise<number> => {
  const found = async (): Promise<boolean> => (await probe.pool.query(sql, values)).rowCount === 1
  const [, seconds] = await timed(() => patiently(what, mostMs, found, 10))
  return seconds
}

/** Waits until an update is projected behind something; answers the seconds. */
export const projectedBehind = (world: World, updateId: string, what: string, mostMs = 60_000): Promise<number> =>
  seen(world, `${updateId} is projected behind ${what}`, mostMs, 'SELECT FROM desk.revision WHERE update_id = $1', [
    updateId,
  ])

/** Waits until an event is projected that came behind an offset of the log; answers the seconds. */
export const eventBehind = (
  world: World,
  partition: number,
  offset: number,
  what: string,
  mostMs = 60_000,
): Promise<number> =>
  seen(
    world,
    `an event is projected behind ${what}`,
    mostMs,
    'SELECT FROM desk.revision WHERE log_partition = $1 AND log_offset > $2 LIMIT 1',
    [partition, offset],
  )

/** Poisons the wire, and requires that what comes behind is projected and the poison put aside. */
const poisonWire = async (
  arena: Arena,
  producer: Producer,
  records: readonly PoisonRecord[],
  place: Place,
): Promise<void> => {
  const { updateId, base } = await publishBehind(arena.world, producer, records, place)
  arena.measure('poisonToNextProjected', await projectedBehind(arena.world, updateId, records[0]?.what ?? 'nothing'))
  await mustBeInQuarantine(arena, 'filing', records, place.partition, base)
}

/** Appends a record to the log of record, and waits until an event that came behind it into its partition is projected. */
const poisonLog = async (
  arena: Arena,
  producer: Producer,
  record: PoisonRecord,
  { partition }: Place,
): Promise<void> => {
  const { topics } = arena.world
  const { what, key, value } = record
  const [written] = await producer.send({ topic: topics.incident, acks: -1, messages: [{ key, value, partition }] })
  const offset = Number(written?.baseOffset)
  arena.measure('poisonToNextProjected', await eventBehind(arena.world, partition, offset, what))
  await mustBeInQuarantine(arena, 'projection', [record], partition, offset)
}

export const poisonFaults: readonly Fault[] = [
  {
    name: 'poison-on-the-wire',
    does: 'every kind of record that no update can be made of, and batches packed with gzip, snappy and zstd',
    scope: 'shared',
    inject: async (arena) => {
      knowCodecs()
      const { world, dice, count } = arena
      await withProducer(world, async (producer) => {
        for (const poison of wirePoison) {
          count()
          await poisonWire(arena, producer, [poison], { partition: dice.between(0, world.partitions - 1) })
        }
        for (const compression of packings) {
          count()
          const partition = dice.between(0, world.partitions - 1)
          await poisonWire(arena, producer, wirePoison.slice(3, 6), { partition, compression })
        }
      })
    },
  },
  {
    name: 'poison-in-the-log',
    does: 'every kind of record that a foreign writer could append to the log of record',
    scope: 'shared',
    inject: async (arena) => {
      const { world, dice, count } = arena
      await withProducer(world, async (producer) => {
        for (const poison of logPoison) {
          count()
          await poisonLog(arena, producer, poison, { partition: dice.between(0, world.partitions - 1) })
        }
      })
    },
  },
]
