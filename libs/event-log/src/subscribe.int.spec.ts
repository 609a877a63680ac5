import { Kafka, logLevel } from 'kafkajs'
import { eventually, testStack, testTopics } from '#testkit'
import { startKafkaProxy } from './testing/kafka-proxy.js'
import { openTestLog, textOf, type TestLog } from './testing/open-test-log.js'
import type { Batch, SubscribeOptions, Subscription } from './subscribe-options.js'

/** Checkpoints as a database would keep them, and everything that was applied. */
const makeProjection = (start: ReadonlyMap<number, number> = new Map()) => {
  const next = new Map(start)
  const applied: string[] = []
  const assignments: number[][] = []
  const fatal: Error[] = []
  const trouble: unknown[] = []
  const options = {
    onAssigned: (_topic: string, partitions: readonly number[]) => {
      assignments.push([...partitions])
      return Promise.resolve(new Map(partitions.map((partition) => [partition, next.get(partition) ?? 0])))
    },
    onBatch: ({ partition, records }: Batch): Promise<'applied' | 'fenced'> => {
      const [first] = records
      if (first?.position.offset !== (next.get(partition) ?? 0)) return Promise.resolve('fenced')
      applied.push(...records.map((one) => textOf(one) ?? ''))
      next.set(partition, first.position.offset + records.length)
      return Promise.resolve('applied')
    },
    onFatal: (error: Error) => void fatal.push(error),
    onTrouble: (error: unknown) => void trouble.push(error),
  }
  return { next, applied, assignments, fatal, trouble, options }
}

describe('a subscription', () => {
  let log: TestLog
  let topic: string
  let groups = 0
  const subscriptions: Subscription[] = []
  const subscribe = async (
    options: Omit<SubscribeOptions, 'topics' | 'groupId'> & { groupId?: string },
    by: TestLog = log,
  ) => {
    const subscription = await by.subscribe({ topics: [topic], groupId: `${topic}-${++groups}`, ...options })
    subscriptions.push(subscription)
    return subscription
  }
  const append = async (from: number, count: number, partition?: number) =>
    log.append(
      Array.from({ length: count }, (_, index) => ({
        topic,
        key: `k${from + index}`,
        value: Buffer.from(String(from + index)),
        ...(partition === undefined ? {} : { partition }),
      })),
    )
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
  const sorted = (texts: readonly string[]) => texts.map(Number).sort((a, b) => a - b)

  beforeEach(async () => {
    log = await openTestLog(testStack().brokers, testTopics())
    topic = log.topics.incident
  })
  afterEach(async () => {
    await Promise.all(subscriptions.splice(0).map((subscription) => subscription.stop()))
    await log.close()
  })

  it('applies everything once, reports its lag, and a later one goes on from the checkpoint', async () => {
    await append(0, 500)
    const projection = makeProjection()
    const first = await subscribe({ ...projection.options, groupId: `${topic}-g`, maxRecords: 50 })
    await eventually(() => projection.applied.length === 500)
    await append(500, 10)
    await eventually(() => projection.applied.length === 510)
    await eventually(() => first.lag().length === 4 && first.lag().every(({ next, high }) => next === high))
    await first.stop()
    await append(510, 90)
    await subscribe({ ...projection.options, groupId: `${topic}-g` })
    await eventually(() => projection.applied.length === 600)
    expect(sorted(projection.applied)).toEqual(numbers(600))
    expect(projection.fatal).toEqual([])
  })

  it('goes where the checkpoint says, whatever the group had committed', async () => {
    await append(0, 100, 0)
    const projection = makeProjection(new Map([[0, 70]]))
    await subscribe(projection.options)
    await eventually(() => projection.applied.length === 30)
    expect(sorted(projection.applied)).toEqual(numbers(100).slice(70))
  })

  it('never hands over more than maxRecords, in order and contiguous', async () => {
    await append(0, 250, 2)
    const sizes: number[] = []
    const projection = makeProjection()
    const onBatch = (batch: Batch) => {
      sizes.push(batch.records.length)
      return projection.options.onBatch(batch)
    }
    await subscribe({ ...projection.options, onBatch, maxRecords: 40 })
    await eventually(() => projection.applied.length === 250)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(40)
    expect(projection.applied).toEqual(numbers(250).map(String))
  })

  it('retries what throws, a TypeError included, and then goes on in order', async () => {
    await append(0, 20, 1)
    const projection = makeProjection()
    let failures = 0
    const onBatch = (batch: Batch) => {
      if (batch.records.some((one) => textOf(one) === '10') && failures++ < 2) throw new TypeError('a bug')
      return projection.options.onBatch(batch)
    }
    await subscribe({ ...projection.options, onBatch, maxRecords: 5 })
    await eventually(() => projection.applied.length === 20)
    expect(projection.applied).toEqual(numbers(20).map(String))
    expect(projection.trouble.filter((error) => error instanceof TypeError)).toHaveLength(2)
    expect(projection.fatal).toEqual([])
  })

  it('waits for a checkpoint that cannot be read yet', async () => {
    await append(0, 5, 0)
    const projection = makeProjection()
    let failures = 0
    const onAssigned: SubscribeOptions['onAssigned'] = (of, partitions) =>
      failures++ < 2 ? Promise.reject(new Error('database away')) : projection.options.onAssigned(of, partitions)
    await subscribe({ ...projection.options, onAssigned })
    await eventually(() => projection.applied.length === 5)
    expect(projection.trouble).toHaveLength(2)
  })

  it('asks for the checkpoint again after it was fenced, and skips what somebody else applied', async () => {
    await append(0, 40, 0)
    const projection = makeProjection()
    const onBatch = (batch: Batch) => {
      // Somebody else has moved the checkpoint by 25 in the meantime.
      if (projection.assignments.length === 1) {
        projection.next.set(0, 25)
        return Promise.resolve('fenced' as const)
      }
      return projection.options.onBatch(batch)
    }
    await subscribe({ ...projection.options, onBatch, maxRecords: 10 })
    await eventually(() => projection.applied.length === 15)
    expect(projection.applied).toEqual(numbers(40).slice(25).map(String))
  })

  it('reads again from wherever the checkpoint was put when told to recheck', async () => {
    await append(0, 30, 3)
    const projection = makeProjection()
    const subscription = await subscribe(projection.options)
    await eventually(() => projection.applied.length === 30)
    projection.next.set(3, 10)
    projection.applied.length = 0
    await subscription.recheck()
    await eventually(() => projection.applied.length === 20)
    expect(projection.applied).toEqual(numbers(30).slice(10).map(String))
  })

  it('refuses a checkpoint beyond the end of the log', async () => {
    await append(0, 3, 0)
    const projection = makeProjection(new Map([[0, 50]]))
    await subscribe(projection.options)
    await eventually(() => projection.fatal.length === 1)
    expect(projection.fatal[0]).toMatchObject({ code: 'WRONG_LOG', position: { topic, partition: 0, offset: 50 } })
    expect(projection.applied).toEqual([])
  })

  it('refuses a checkpoint before the beginning of the log', async () => {
    await append(0, 20, 0)
    const admin = new Kafka({ brokers: testStack().brokers, logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    await admin.fetchTopicOffsets(topic)
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '7' }] })
    await admin.disconnect()
    const projection = makeProjection(new Map([[0, 6]]))
    await subscribe(projection.options)
    await eventually(() => projection.fatal.length === 1)
    expect(projection.fatal[0]).toMatchObject({ code: 'LOST_HISTORY' })
    expect(projection.applied).toEqual([])
  })

  it('shares the partitions with a second member, which takes over all of them', async () => {
    const projection = makeProjection()
    const groupId = `${topic}-shared`
    const first = await subscribe({ ...projection.options, groupId })
    await append(0, 100)
    await eventually(() => projection.applied.length === 100)
    const second = await subscribe({ ...projection.options, groupId })
    await eventually(() => first.lag().length === 2 && second.lag().length === 2)
    await append(100, 200)
    await eventually(() => projection.applied.length === 300)
    await first.stop()
    await append(300, 100)
    await eventually(() => projection.applied.length === 400)
    expect(sorted(projection.applied)).toEqual(numbers(400))
    expect(projection.fatal).toEqual([])
  })

  it('stays a member while one batch takes longer than the session timeout', async () => {
    await append(0, 4, 0)
    const projection = makeProjection()
    const onBatch = async (batch: Batch) => {
      if (projection.applied.length === 0) await new Promise((resolve) => setTimeout(resolve, 13_000))
      return projection.options.onBatch(batch)
    }
    await subscribe({ ...projection.options, onBatch })
    await eventually(() => projection.applied.length === 4)
    expect(projection.assignments).toHaveLength(1)
    expect(projection.trouble).toEqual([])
  })

  it('passes over the markers of a publisher that uses transactions', async () => {
    const producer = new Kafka({ brokers: testStack().brokers, logLevel: logLevel.NOTHING }).producer({
      transactionalId: topic,
      idempotent: true,
      maxInFlightRequests: 1,
    })
    await producer.connect()
    const projection = makeProjection()
    await subscribe(projection.options)
    for (const text of ['a', 'b']) {
      const transaction = await producer.transaction()
      await transaction.send({ topic, messages: [{ key: 'k', value: text, partition: 0 }] })
      await transaction.commit()
      await eventually(() => projection.applied.includes(text))
    }
    await producer.disconnect()
    await append(0, 1, 0)
    await eventually(() => projection.applied.includes('0'))
    expect(projection.applied.filter((text) => text !== '')).toEqual(['a', 'b', '0'])
    expect(projection.fatal).toEqual([])
  })

  it('recovers by itself from a broker that was away, without losing or doubling anything', async () => {
    const [broker = ''] = testStack().brokers
    const proxy = await startKafkaProxy(broker)
    const remote = await openTestLog(proxy.brokers, log.topics)
    const projection = makeProjection()
    await subscribe(projection.options, remote)
    await append(0, 50)
    await eventually(() => projection.applied.length === 50)
    await proxy.down()
    await append(50, 50)
    await proxy.up()
    await eventually(() => projection.applied.length === 100)
    expect(sorted(projection.applied)).toEqual(numbers(100))
    expect(projection.fatal).toEqual([])
    await remote.close()
    await proxy.close()
  })

  it('ends when its topic is deleted and made anew under it', async () => {
    await append(0, 30, 0)
    const projection = makeProjection()
    await subscribe(projection.options)
    await eventually(() => projection.applied.length === 30)
    const admin = new Kafka({ brokers: testStack().brokers, logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    await admin.deleteTopics({ topics: [topic] })
    await admin.disconnect()
    await eventually(() => log.ensureTopics(4).then(() => true))
    await eventually(() => projection.fatal.length === 1)
    expect(projection.fatal[0]).toMatchObject({ code: expect.stringMatching(/WRONG_LOG|TOPIC_MISSING/) as string })
    expect(projection.applied).toHaveLength(30)
  })

  it('refuses a log that was made anew and has grown beyond the checkpoint', async () => {
    await append(0, 40, 0)
    const [low] = await log.offsets(topic)
    const known = await log.readAt({ topic, partition: 0, offset: low?.low ?? 0 })
    const last = (recordedAt: string) => ({
      lastApplied: () => Promise.resolve(new Map([[0, { offset: 19, recordedAt }]])),
    })
    const same = makeProjection(new Map([[0, 20]]))
    const again = await subscribe({ ...same.options, ...last(known?.recordedAt ?? '') })
    await eventually(() => same.applied.length === 20)
    await again.stop()
    const other = makeProjection(new Map([[0, 20]]))
    await subscribe({ ...other.options, ...last('2023-09-24T05:00:00.000Z') })
    await eventually(() => other.fatal.length === 1)
    expect(other.fatal[0]).toMatchObject({ code: 'WRONG_LOG' })
    expect(other.applied).toEqual([])
  })

  it('takes over from a member that died without a word', async () => {
    const [broker = ''] = testStack().brokers
    const proxy = await startKafkaProxy(broker)
    const remote = await openTestLog(proxy.brokers, log.topics)
    const groupId = `${topic}-dead`
    const dead = makeProjection()
    await subscribe({ ...dead.options, groupId }, remote)
    await append(0, 20)
    await eventually(() => dead.applied.length === 20)
    proxy.freeze()
    const since = Date.now()
    const heir = makeProjection(dead.next)
    const joining = subscribe({ ...heir.options, groupId })
    await append(20, 20)
    await eventually(() => heir.applied.length === 20)
    expect(Date.now() - since).toBeLessThan(30_000)
    await joining
    await proxy.close()
    await remote.close()
  })

  it('says which topic is missing', async () => {
    const projection = makeProjection()
    const subscribing = log.subscribe({ ...projection.options, topics: ['no.such.topic'], groupId: 'g' })
    await expect(subscribing).rejects.toMatchObject({ code: 'TOPIC_MISSING' })
  })

  it('stops within ten seconds while a batch fails again and again', async () => {
    await append(0, 1, 0)
    const projection = makeProjection()
    const subscription = await subscribe({
      ...projection.options,
      onBatch: () => Promise.reject(new Error('database away')),
    })
    await eventually(() => projection.trouble.length > 1)
    const started = Date.now()
    await subscription.stop()
    expect(Date.now() - started).toBeLessThan(10_000)
  })
})
