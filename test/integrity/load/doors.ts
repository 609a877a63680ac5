import { Kafka, logLevel, Partitioners } from 'kafkajs'
import type { Update } from './updates.js'

/** What a door answered: where each update stands, that nobody knows, or that it was refused. */
export type Answer =
  | { readonly outcome: 'ok'; readonly positions: readonly string[] }
  | { readonly outcome: 'info' | 'fail'; readonly why: string }

export type Door = {
  readonly name: 'http' | 'ndjson' | 'kafka'
  readonly send: (updates: readonly Update[]) => Promise<Answer>
  readonly close: () => Promise<void>
}

const patienceMs = 8_000

const post = async (url: string, contentType: string, body: string): Promise<Answer> => {
  try {
    const headers = { 'content-type': contentType }
    const signal = AbortSignal.timeout(patienceMs)
    const answer = await fetch(`${url}/v1/wire`, { method: 'POST', headers, body, signal })
    const text = await answer.text()
    if (answer.status === 202) {
      const { receipts } = JSON.parse(text) as { receipts: { position: string }[] }
      return { outcome: 'ok', positions: receipts.map(({ position }) => position) }
    }
    return { outcome: answer.status < 500 && answer.status !== 409 ? 'fail' : 'info', why: `${answer.status} ${text}` }
  } catch (error) {
    return { outcome: 'info', why: error instanceof Error ? error.message : String(error) }
  }
}

/** One update a request. */
export const httpDoor = (url: string): Door => ({
  name: 'http',
  send: ([update]) => post(url, update?.contentType ?? '', update?.text ?? ''),
  close: () => Promise.resolve(),
})

/** Many updates a request, one a line. */
export const ndjsonDoor = (url: string): Door => ({
  name: 'ndjson',
  send: (updates) => post(url, 'application/x-ndjson', updates.map(({ text }) => text).join('\n')),
  close: () => Promise.resolve(),
})

/** A publisher with a Kafka client of its own and nothing of ours. */
export const kafkaDoor = (brokers: readonly string[], topic: string): Door => {
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId: 'a-publisher',
    logLevel: logLevel.NOTHING,
    connectionTimeout: 5000,
    requestTimeout: patienceMs,
    retry: { retries: 1, initialRetryTime: 100 },
  })
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false })
  let connected: Promise<void> | undefined
  return {
    name: 'kafka',
    send: async (updates) => {
      const [first] = updates
      try {
        connected ??= producer.connect()
        await connected
        // One provider a batch: then it is one partition and the answer tells every offset.
        const messages = updates.map(({ provider, text, contentType }) => ({
          ...{ key: provider, value: text, headers: { 'content-type': contentType } },
        }))
        const [written] = await producer.send({ topic, acks: -1, messages, timeout: patienceMs })
        const base = Number(written?.baseOffset ?? -1)
        if (first === undefined || written === undefined || !(base >= 0)) return { outcome: 'info', why: 'no offset' }
        const positions = updates.map((_, index) => `${topic}/${written.partition}/${base + index}`)
        return { outcome: 'ok', positions }
      } catch (error) {
        connected = undefined
        return { outcome: 'info', why: error instanceof Error ? error.message : String(error) }
      }
    },
    close: () => producer.disconnect().catch(() => undefined),
  }
}
