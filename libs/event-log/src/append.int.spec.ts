import { CompressionCodecs, CompressionTypes, Kafka, logLevel } from 'kafkajs'
import { eventually, testStack, testTopics } from '#testkit'
import { EventLogError } from './errors.js'
import { openEventLog } from './event-log.js'
import type { NewRecord } from './new-record.js'
import { startKafkaProxy, type KafkaProxy } from './testing/kafka-proxy.js'
import { openTestLog, readAll, textOf, type TestLog } from './testing/open-test-log.js'

const record = (topic: string, key: string | null, text: string): NewRecord => ({
  topic,
  key,
  value: Buffer.from(text),
})

describe('appending', () => {
  let log: TestLog
  beforeAll(async () => {
    log = await openTestLog(testStack().brokers, testTopics())
  })
  afterAll(() => log.close())

  it('loses and doubles nothing of 5,000 records over many keys appended at once, and every position is right', async () => {
    const { incident } = log.topics
    const appended = await Promise.all(
      Array.from({ length: 5000 }, async (_, index) => {
        const [position] = await log.append([record(incident, `key-${index % 97}`, String(index))])
        return { index, position }
      }),
    )
    const found = await readAll(log, incident)
    const texts = [...found.values()].flat().map(textOf)
    expect(texts).toHaveLength(5000)
    expect(new Set(texts).size).toBe(5000)
    for (const { index, position } of appended) {
      expect(textOf(found.get(position?.partition ?? -1)?.[position?.offset ?? -1])).toBe(String(index))
    }
    for (const records of found.values()) {
      const last = new Map<string, number>()
      for (const { key, value } of records) {
        const number = Number(value)
        expect(number).toBeGreaterThan(last.get(String(key)) ?? -1)
        last.set(String(key), number)
      }
    }
  })

  it('keeps the order of one append larger than a request and answers every position', async () => {
    const { wire } = log.topics
    const before = await log.offsets(wire)
    const partition = await log.partitionFor(wire, 'one')
    const records = Array.from({ length: 3000 }, (_, index) => ({
      topic: wire,
      key: 'one',
      value: Buffer.alloc(2000, index % 251),
    }))
    const positions = await log.append(records)
    const start = before.find((one) => one.partition === partition)?.high ?? 0
    expect(positions).toEqual(records.map((_, index) => ({ topic: wire, partition, offset: start + index })))
  })

  it('spreads keyless records over the partitions and keeps nulls, headers and explicit partitions', async () => {
    const { quarantine } = log.topics
    const spread = await log.append(Array.from({ length: 8 }, () => ({ topic: quarantine, key: null, value: null })))
    expect(new Set(spread.map(({ partition }) => partition)).size).toBe(4)
    const headers = { 'content-type': 'text/plain', bytes: Buffer.from([0, 255]) }
    const [position] = await log.append([{ topic: quarantine, key: 'k', value: null, headers, partition: 3 }])
    const found = position && (await log.readAt(position))
    expect(position?.partition).toBe(3)
    expect(found?.key?.toString()).toBe('k')
    expect(found?.value).toBeNull()
    expect(found?.headers['bytes']).toEqual(Buffer.from([0, 255]))
    expect(Math.abs(Date.parse(found?.recordedAt ?? '') - Date.now())).toBeLessThan(60_000)
  })

  it('refuses a record that its topic does not take before anything of the append is queued', async () => {
    const { wire } = log.topics
    const high = (await log.offsets(wire)).map((one) => one.high)
    const large = { topic: wire, key: 'k', value: Buffer.alloc(1_048_588) }
    await expect(log.append([record(wire, 'k', 'small'), large])).rejects.toMatchObject({
      code: 'RECORD_TOO_LARGE',
      retriable: false,
    })
    expect((await log.offsets(wire)).map((one) => one.high)).toEqual(high)
  })

  it('takes the largest record that fits to the byte', async () => {
    const { wire } = log.topics
    // 61 bytes of batch, 3 of record length, 3 of attributes and deltas, 1 of key length, 3 of value length, 1 of headers.
    const size = 1_048_588 - 61 - 3 - 3 - 1 - 3 - 1
    await expect(
      log.append([{ topic: wire, key: Buffer.alloc(0), value: Buffer.alloc(size + 1) }]),
    ).rejects.toMatchObject({ code: 'RECORD_TOO_LARGE' })
    await expect(log.append([{ topic: wire, key: Buffer.alloc(0), value: Buffer.alloc(size) }])).resolves.toHaveLength(
      1,
    )
  })

  it('refuses a partition the topic does not have', async () => {
    const append = log.append([{ topic: log.topics.wire, key: 'k', value: null, partition: 4 }])
    await expect(append).rejects.toMatchObject({ code: 'RECORD_REFUSED', retriable: false })
  })

  it('says which topic is missing instead of waiting for it, and delays nobody else', async () => {
    const missing = log.append([record('no.such.topic', 'k', 'x')])
    await expect(missing).rejects.toMatchObject({ code: 'TOPIC_MISSING' })
    await expect(log.append([record(log.topics.wire, 'k', 'x')])).resolves.toHaveLength(1)
  })
})

describe('what other publishers do', () => {
  // One literal after another is valid snappy, and needs no codec of ours.
  const snappy = (plain: Buffer): Buffer => {
    const parts = [varint(plain.length)]
    for (let at = 0; at < plain.length; at += 60) {
      const piece = plain.subarray(at, at + 60)
      parts.push(Buffer.from([(piece.length - 1) << 2]), piece)
    }
    return Buffer.concat(parts)
  }
  const varint = (value: number): Buffer => {
    const bytes: number[] = []
    for (let left = value; ; left >>>= 7) {
      bytes.push(left < 128 ? left : (left & 127) | 128)
      if (left < 128) return Buffer.from(bytes)
    }
  }
  const packed = async (topic: string, texts: readonly string[]) => {
    CompressionCodecs[CompressionTypes.Snappy] = () => ({
      compress: ({ buffer }: { buffer: Buffer }) => Promise.resolve(snappy(buffer)),
      decompress: () =>
        Promise.reject(
          Object.assign(new Error('not implemented'), { name: 'KafkaJSNotImplemented', retriable: false }),
        ),
    })
    const producer = new Kafka({ brokers: testStack().brokers, logLevel: logLevel.NOTHING }).producer()
    await producer.connect()
    const messages = texts.map((value) => ({ key: 'k', value, partition: 0 }))
    await producer.send({ topic, compression: CompressionTypes.Snappy, messages })
    await producer.disconnect()
  }

  it('can be read even when packed with a codec kafkajs has not, because the broker unpacks it', async () => {
    const log = await openTestLog(testStack().brokers, testTopics())
    await packed(log.topics.wire, ['shootings', 'continue'])
    expect((await readAll(log, log.topics.wire)).get(0)?.map(textOf)).toEqual(['shootings', 'continue'])
    await log.close()
  })

  it('ends a subscription loudly, with the position, when the broker was told not to unpack', async () => {
    const topics = testTopics()
    const topic = topics.command
    const admin = new Kafka({ brokers: testStack().brokers, logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    // From its creation on: a broker takes up what a topic is changed to when it comes to it.
    const configEntries = [{ name: 'compression.type', value: 'producer' }]
    await admin.createTopics({ topics: [{ topic, numPartitions: 4, replicationFactor: 1, configEntries }] })
    await admin.disconnect()
    const log = await openTestLog(testStack().brokers, topics)
    await log.append([{ topic, key: 'k', value: Buffer.from('plain'), partition: 0 }])
    await packed(topic, ['packed'])
    const fatal: Error[] = []
    const seen: (string | undefined)[] = []
    await log.subscribe({
      topics: [topic],
      groupId: topic,
      maxRecords: 1,
      onAssigned: (_topic, partitions) =>
        Promise.resolve(new Map(partitions.map((partition) => [partition, partition === 0 ? 1 : 0]))),
      onBatch: ({ records }) => {
        seen.push(...records.map(textOf))
        return Promise.resolve('applied' as const)
      },
      onFatal: (error) => void fatal.push(error),
    })
    await eventually(() => fatal.length === 1)
    expect(fatal[0]).toMatchObject({ code: 'UNREADABLE_BATCH', position: { topic, partition: 0, offset: 1 } })
    expect(seen).toEqual([])
    await log.close()
  })
})

describe('appending over a bad network', () => {
  let proxy: KafkaProxy
  let log: TestLog
  beforeEach(async () => {
    const [broker = ''] = testStack().brokers
    proxy = await startKafkaProxy(broker)
    log = await openTestLog(proxy.brokers, testTopics())
  })
  afterEach(async () => {
    await log.close()
    await proxy.close()
  })

  it('loses nothing, doubles nothing and keeps the order when the replies to produce requests are lost', async () => {
    const { incident } = log.topics
    const appends: Promise<unknown>[] = []
    for (let index = 0; index < 600; index++) {
      if (index % 100 === 50) proxy.loseProduceReplies(2)
      appends.push(log.append([record(incident, `k${index % 5}`, String(index))]))
      if (index % 20 === 0) await appends.at(-1)
    }
    await Promise.all(appends)
    expect(proxy.lost()).toBeGreaterThanOrEqual(6)
    const found = await readAll(log, incident)
    const numbers = [...found.values()].flat().map((one) => Number(textOf(one)))
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 600 }, (_, index) => index))
    for (const records of found.values()) {
      for (const key of ['k0', 'k1', 'k2', 'k3', 'k4']) {
        const ofKey = records.filter((one) => String(one.key) === key).map((one) => Number(textOf(one)))
        expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b))
      }
    }
  })

  it('answers LOG_UNAVAILABLE at the deadline while the broker is silent, and goes on by itself afterwards', async () => {
    const { wire } = log.topics
    await log.append([record(wire, 'k', 'before')])
    proxy.freeze()
    const started = Date.now()
    const inFlight = log.append([record(wire, 'k', 'in flight')], { timeoutMs: 500 })
    const rejected = expect(inFlight).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', retriable: true })
    await eventually(() => Date.now() - started > 100)
    const queued = log.append([record(wire, 'k', 'never sent')], { timeoutMs: 300 })
    await expect(queued).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', retriable: true })
    await rejected
    expect(Date.now() - started).toBeLessThan(10_000)
    proxy.thaw()
    await log.append([record(wire, 'k', 'after')], { timeoutMs: 5000 })
    const texts = [...(await readAll(log, wire)).values()].flat().map(textOf)
    // What was under way may be there: its outcome was unknown. What was only queued must not.
    expect(texts.filter((text) => text !== 'in flight')).toEqual(['before', 'after'])
  })

  it('goes on within seconds when the broker was away, in order and without a new start', async () => {
    const { wire } = log.topics
    await log.append([record(wire, 'k', '0')])
    await proxy.down()
    await expect(log.append([record(wire, 'k', 'late')], { timeoutMs: 700 })).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    })
    const waiting = [1, 2, 3].map((number) => log.append([record(wire, 'k', String(number))]))
    await proxy.up()
    const back = Date.now()
    await Promise.all(waiting)
    expect(Date.now() - back).toBeLessThan(10_000)
    const texts = [...(await readAll(log, wire)).values()].flat().map(textOf)
    expect(texts.filter((text) => text !== 'late')).toEqual(['0', '1', '2', '3'])
  })

  it('closes within ten seconds while the broker is silent, and tells whoever waits', async () => {
    const { wire } = log.topics
    await log.append([record(wire, 'k', 'before')])
    proxy.freeze()
    const waiting = log.append([record(wire, 'k', 'x')]).catch((error: unknown) => error)
    const started = Date.now()
    await log.close()
    expect(Date.now() - started).toBeLessThan(10_000)
    expect(await waiting).toMatchObject({ code: 'LOG_UNAVAILABLE' })
    await expect(log.append([record(wire, 'k', 'y')])).rejects.toMatchObject({ code: 'LOG_CLOSED' })
  })

  it('refuses at once what would make more than 64 MiB wait', async () => {
    const { incident } = log.topics
    await log.append([record(incident, 'k', 'before')])
    proxy.freeze()
    const large = { topic: incident, key: 'k', value: Buffer.alloc(8_000_000) }
    const waiting = Array.from({ length: 8 }, () => log.append([large]).catch((error: unknown) => error))
    await expect(log.append([large])).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', retriable: true })
    await log.close()
    for (const outcome of await Promise.all(waiting)) expect(outcome).toBeInstanceOf(EventLogError)
  })
})

describe('appending without any broker', () => {
  it('answers LOG_UNAVAILABLE at the deadline and closes', async () => {
    const topics = testTopics()
    const log = openEventLog({ brokers: ['127.0.0.1:9'], clientId: 'spec', topics })
    await expect(log.append([record(topics.wire, 'k', 'x')], { timeoutMs: 400 })).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    })
    await log.close()
  })
})
