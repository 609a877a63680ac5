import { hash } from 'node:crypto'
import { Kafka, logLevel } from 'kafkajs'
import type { Ends } from '../harness/probe.js'

/** A record as it lies in a topic. */
export type RawRecord = {
  readonly partition: number
  readonly offset: number
  readonly key: string | null
  readonly text: string | null
  readonly sha256: string
  readonly recordedAt: string
}

export type RawLog = ReadonlyMap<number, readonly RawRecord[]>

/** Reads a topic from its first record to its end of now, with a plain kafkajs consumer and nothing of ours. */
export const readTopic = async (brokers: readonly string[], topic: string, ends: Ends): Promise<RawLog> => {
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'integrity-checker', logLevel: logLevel.NOTHING })
  const groupId = `check-${topic}-${process.hrtime.bigint()}`
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50, maxBytesPerPartition: 8_388_608 })
  const found = new Map<number, RawRecord[]>([...ends.keys()].map((partition) => [partition, []]))
  const left = new Set([...ends].filter(([, { low, high }]) => high > low).map(([partition]) => partition))
  if (left.size === 0) return found
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${topic} could not be read again within 120 s`)), 120_000)
      const done = (): void => {
        clearTimeout(late)
        resolve()
      }
      const reading = consumer.run({
        autoCommit: false,
        eachBatch: ({ batch: { partition, messages } }) => {
          const records = found.get(partition) ?? []
          const end = ends.get(partition)?.high ?? 0
          for (const message of messages) {
            const offset = Number(message.offset)
            if (offset >= end || offset <= (records.at(-1)?.offset ?? -1)) continue
            records.push(recordOf(partition, offset, message))
          }
          if (Number(messages.at(-1)?.offset ?? -1) >= end - 1) left.delete(partition)
          if (left.size === 0) done()
          return Promise.resolve()
        },
      })
      reading.catch(reject)
    })
  } finally {
    await consumer.disconnect()
  }
  return found
}

type Message = { readonly key: Buffer | null; readonly value: Buffer | null; readonly timestamp: string }

const recordOf = (partition: number, offset: number, { key, value, timestamp }: Message): RawRecord => ({
  partition,
  offset,
  key: key?.toString('utf8') ?? null,
  text: value?.toString('utf8') ?? null,
  sha256: hash('sha256', value ?? Buffer.alloc(0)),
  recordedAt: new Date(Number(timestamp)).toISOString(),
})
