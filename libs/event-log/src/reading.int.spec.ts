import { Kafka, logLevel } from 'kafkajs'
import { appendBatch, batchOfNothing, testStack, testTopics } from '#testkit'
import type { LogRecord } from './log-record.js'
import { openTestLog, textOf, type TestLog } from './testing/open-test-log.js'

const adminOf = (brokers: string[]) => new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin()

describe('reading by position', () => {
  let log: TestLog
  let topic: string
  beforeAll(async () => {
    log = await openTestLog(testStack().brokers, testTopics())
    topic = log.topics.incident
    await log.append(
      Array.from({ length: 4000 }, (_, index) => ({
        topic,
        key: `k${index}`,
        value: Buffer.from(`${index}`.padEnd(600)),
        partition: index % 3,
      })),
    )
  })
  afterAll(() => log.close())

  it('reads a batch of 200,000 records, whoever appended it', async () => {
    const crowd = 200_000
    const other = await openTestLog(testStack().brokers, testTopics())
    const { incident } = other.topics
    const first = await appendBatch(testStack().brokers[0] ?? '', incident, 2, batchOfNothing(crowd))
    let read = 0
    await other.readRange(incident, new Map([[2, first]]), new Map([[2, first + crowd]]), (records) => {
      for (const { position, value } of records) {
        if (position.offset !== first + read++ || value !== null)
          throw new Error(`a wrong record at ${position.offset}`)
      }
    })
    await other.close()
    expect(read).toBe(crowd)
  })

  it('ends exactly before `to` and begins exactly at `from`, partition by partition and in order', async () => {
    const found = new Map<number, LogRecord[]>()
    const from = new Map([
      [0, 10],
      [1, 0],
      [2, 700],
    ])
    const to = new Map([
      [0, 1200],
      [1, 1],
      [2, 700],
      [3, 0],
    ])
    await log.readRange(topic, from, to, (records) => {
      const [first] = records
      expect(new Set(records.map(({ position }) => position.partition)).size).toBe(1)
      found.set(first?.position.partition ?? -1, [...(found.get(first?.position.partition ?? -1) ?? []), ...records])
    })
    expect([...found.keys()].sort()).toEqual([0, 1])
    expect(found.get(0)?.map(({ position }) => position.offset)).toEqual(
      Array.from({ length: 1190 }, (_, index) => 10 + index),
    )
    expect(found.get(1)?.map(({ position }) => position.offset)).toEqual([0])
    expect(textOf(found.get(0)?.[0])?.trim()).toBe('30')
  })

  it('waits for one batch before it hands over the next', async () => {
    let inside = 0
    let most = 0
    const to = new Map((await log.offsets(topic)).map(({ partition, high }) => [partition, high]))
    await log.readRange(topic, new Map(), to, async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
    })
    expect(most).toBe(1)
  })

  it('stops with the error of whoever reads, and with the reason of an abort', async () => {
    const to = new Map([
      [0, 1000],
      [1, 1000],
    ])
    await expect(log.readRange(topic, new Map(), to, () => Promise.reject(new Error('enough')))).rejects.toThrow(
      'enough',
    )
    const abort = new AbortController()
    const reading = log.readRange(topic, new Map(), to, () => abort.abort(new Error('stopped')), {
      signal: abort.signal,
    })
    await expect(reading).rejects.toThrow('stopped')
  })

  it('refuses a range beyond the end of the log instead of waiting', async () => {
    await expect(log.readRange(topic, new Map(), new Map([[0, 99_999]]), () => undefined)).rejects.toMatchObject({
      code: 'WRONG_LOG',
    })
  })

  it('finds single records, also many at once, and waits for nothing else to come', async () => {
    await log.readAt({ topic, partition: 0, offset: 0 })
    const durations: number[] = []
    for (let offset = 0; offset < 60; offset++) {
      const started = performance.now()
      const found = await log.readAt({ topic, partition: 1, offset: offset * 20 })
      durations.push(performance.now() - started)
      expect(found?.position.offset).toBe(offset * 20)
    }
    durations.sort((a, b) => a - b)
    // A few milliseconds by itself; the rest is for a busy machine. Whoever joins a group first takes seconds.
    expect(durations[30]).toBeLessThan(500)
    const together = await Promise.all(
      Array.from({ length: 50 }, (_, offset) => log.readAt({ topic, partition: 2, offset })),
    )
    expect(together.map((one) => one?.position.offset)).toEqual(Array.from({ length: 50 }, (_, offset) => offset))
  })

  it('finds nothing where there is no record', async () => {
    const high = (await log.offsets(topic))[0]?.high ?? 0
    expect(await log.readAt({ topic, partition: 0, offset: high })).toBeUndefined()
    expect(await log.readAt({ topic, partition: 0, offset: high + 10 })).toBeUndefined()
  })

  it('refuses a range whose beginning was deleted', async () => {
    const admin = adminOf(testStack().brokers)
    await admin.connect()
    await admin.fetchTopicOffsets(topic)
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 2, offset: '5' }] })
    await admin.disconnect()
    await expect(log.readRange(topic, new Map([[2, 4]]), new Map([[2, 9]]), () => undefined)).rejects.toMatchObject({
      code: 'LOST_HISTORY',
    })
    expect(await log.readAt({ topic, partition: 2, offset: 4 })).toBeUndefined()
  })
})

describe('the topics', () => {
  it('are created once and accepted from then on', async () => {
    const log = await openTestLog(testStack().brokers, testTopics())
    await log.ensureTopics(4)
    await log.close()
  })

  it('are refused with every difference at once', async () => {
    const topics = testTopics()
    const admin = adminOf(testStack().brokers)
    await admin.connect()
    const configEntries = [
      { name: 'retention.ms', value: '604800000' },
      { name: 'message.timestamp.type', value: 'CreateTime' },
    ]
    await admin.createTopics({ topics: [{ topic: topics.wire, numPartitions: 2, configEntries }] })
    await admin.disconnect()
    const opened = openTestLog(testStack().brokers, topics)
    await expect(opened).rejects.toMatchObject({ code: 'TOPIC_MISCONFIGURED' })
    await expect(opened).rejects.toThrow(
      /2 partitions instead of 4.*retention\.ms=604800000 instead of -1.*message\.timestamp\.type=CreateTime/,
    )
  })
})
