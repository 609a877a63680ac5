import { hash } from 'node:crypto'
import { Kafka, logLevel, type CompressionTypes, type Producer } from 'kafkajs'
import { patiently } from '../harness/patience.js'
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

const withProducer = async (world: World, work: (producer: Producer) => Promise<void>): Promise<void> => {
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

/** Appends the records and a good update behind them, in one batch of one partition, and waits until that one is projected. */
const appendAndTime = async (
  { world, measure }: Arena,
  producer: Producer,
  records: readonly PoisonRecord[],
  place: Place,
): Promise<void> => {
  const { updateId, text } = markUpdate()
  const { topics, history, probe } = world
  const { partition, ...packed } = place
  const messages = [...records, { key: 'agy-0', value: Buffer.from(text) }].map(({ key, value }) => ({
    key,
    value,
    partition,
    headers,
  }))
  const [written] = await producer.send({ topic: topics.wire, acks: -1, messages, ...packed })
  const start = performance.now()
  const offset = Number(written?.baseOffset) + records.length
  const position = `${topics.wire}/${partition}/${offset}`
  history.add({ at: Date.now(), door: 'kafka', updateId, sha256: hash('sha256', text), outcome: 'ok', position })
  await patiently(
    `${updateId} is projected behind ${records[0]?.what ?? 'nothing'}`,
    60_000,
    async () => (await probe.pool.query('SELECT FROM desk.revision WHERE update_id = $1', [updateId])).rowCount === 1,
    10,
  )
  measure('poisonToNextProjected', (performance.now() - start) / 1000)
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
          await appendAndTime(arena, producer, [poison], { partition: dice.between(0, world.partitions - 1) })
        }
        for (const compression of packings) {
          count()
          const partition = dice.between(0, world.partitions - 1)
          await appendAndTime(arena, producer, wirePoison.slice(3, 6), { partition, compression })
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
        for (const { key, value } of logPoison) {
          count()
          const partition = dice.between(0, world.partitions - 1)
          await producer.send({ topic: world.topics.incident, acks: -1, messages: [{ key, value, partition }] })
          await appendAndTime(arena, producer, [], { partition })
        }
      })
    },
  },
]
