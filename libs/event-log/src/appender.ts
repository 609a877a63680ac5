import type { Position } from '#eventing'
import { takeBatch, type BatchBounds, type BatchEntry, type Order } from './append-queue.js'
import { EventLogError, unavailable } from './errors.js'
import type { IdempotentProducer } from './idempotent-producer.js'
import type { EventLogLogger } from './logger.js'
import { batchOverhead, recordSize, type NewRecord } from './new-record.js'
import { backoff, pause, within } from './pause.js'
import { makePlacer } from './placement.js'
import { makeSender, type Outcomes } from './sender.js'

export type AppenderParts = {
  readonly makeProducer: () => IdempotentProducer
  readonly partitionCount: (topic: string) => Promise<number>
  readonly limitOf: (topic: string) => number
  readonly logger: EventLogLogger
}

export type Appender = {
  readonly append: (records: readonly NewRecord[], options?: { timeoutMs?: number }) => Promise<Position[]>
  readonly close: () => Promise<void>
}

const queueBytes = 64 * 1024 * 1024
const requestBytes = 2 * 1024 * 1024
const requestRecords = 10_000
const closeMs = 3000

/**
 * The one door into the log. A queue stands before one producer that has one request under way, ever: kafkajs loses acknowledged
 * records when idempotent sends overlap and one reply is lost. What arrives meanwhile is the next batch.
 */
export const openAppender = ({ makeProducer, partitionCount, limitOf, logger }: AppenderParts): Appender => {
  const bounds: BatchBounds = { bytes: requestBytes, records: requestRecords, limitOf }
  const closing = new AbortController()
  const sender = makeSender(makeProducer, logger, closing.signal)
  const place = makePlacer(partitionCount)
  /** Orders not yet taken whole; `waiting` also holds those under way. */
  const queue: Order[] = []
  const waiting = new Set<Order>()
  let waitingBytes = 0
  let draining: Promise<void> | undefined

  const settle = (order: Order): boolean => {
    if (!waiting.delete(order)) return false
    waitingBytes -= order.bytes
    return true
  }

  const fail = (order: Order, error: Error): void => {
    if (!settle(order)) return
    const at = queue.indexOf(order)
    // What is not under way yet will never be: the caller has been told.
    if (at >= 0) queue.splice(at, 1)
    order.reject(error)
  }

  const placeAll = async (): Promise<void> => {
    for (const order of queue.filter(({ placed }) => placed === null)) {
      try {
        await place(order)
      } catch (error) {
        if (error instanceof EventLogError && error.retriable) return
        fail(order, error instanceof Error ? error : new Error(String(error)))
      }
    }
  }

  const report = (batch: readonly BatchEntry[], outcomes: Outcomes): void =>
    batch.forEach(({ order, index }, at) => {
      const outcome = outcomes[at]
      if (outcome === undefined || outcome instanceof Error) return fail(order, outcome ?? unavailable('no outcome'))
      order.positions[index] = outcome
      order.missing--
      if (order.missing === 0 && settle(order)) order.resolve(order.positions as Position[])
    })

  const drain = async (): Promise<void> => {
    // A tick later, so that what is appended in the same breath shares a request.
    await Promise.resolve()
    let idle = 0
    while (queue.length > 0 && !closing.signal.aborted) {
      await placeAll()
      const batch = takeBatch(queue, bounds)
      if (batch.length > 0) {
        idle = 0
        report(batch, await sender.send(batch))
      } else if (queue.length > 0) {
        await pause(backoff(idle++), closing.signal)
      }
    }
    draining = undefined
  }

  const enqueue = (records: readonly NewRecord[], sizes: readonly number[], timeoutMs?: number): Promise<Position[]> =>
    new Promise((resolve, reject) => {
      const order = makeOrder(records, sizes, resolve, reject)
      if (waitingBytes > 0 && waitingBytes + order.bytes > queueBytes) {
        return reject(unavailable('too much is waiting to be appended already'))
      }
      queue.push(order)
      waiting.add(order)
      waitingBytes += order.bytes
      if (timeoutMs !== undefined) {
        const late = (): void => fail(order, unavailable(`no acknowledgement within ${timeoutMs} ms`))
        order.timer = setTimeout(late, timeoutMs)
      }
      draining ??= drain()
    })

  return {
    append: (records, { timeoutMs } = {}) => {
      if (closing.signal.aborted) return Promise.reject(new EventLogError('LOG_CLOSED', 'The event log is closed'))
      const sizes = records.map(recordSize)
      const tooLarge = findTooLarge(records, sizes, limitOf)
      if (tooLarge !== undefined) return Promise.reject(tooLarge)
      return records.length === 0 ? Promise.resolve([]) : enqueue(records, sizes, timeoutMs)
    },
    close: async () => {
      if (draining !== undefined) await within(closeMs, draining)
      closing.abort()
      for (const order of [...waiting]) fail(order, unavailable('the event log was closed before Kafka acknowledged'))
      sender.end()
    },
  }
}

const makeOrder = (
  records: readonly NewRecord[],
  sizes: readonly number[],
  resolve: (positions: Position[]) => void,
  reject: (error: Error) => void,
): Order => {
  const order: Order = {
    records,
    sizes,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    placed: null,
    taken: 0,
    positions: new Array<Position | undefined>(records.length),
    missing: records.length,
    timer: undefined,
    resolve: (positions) => {
      clearTimeout(order.timer)
      resolve(positions)
    },
    reject: (error) => {
      clearTimeout(order.timer)
      reject(error)
    },
  }
  return order
}

const findTooLarge = (
  records: readonly NewRecord[],
  sizes: readonly number[],
  limitOf: (topic: string) => number,
): EventLogError | undefined => {
  const index = records.findIndex(({ topic }, at) => batchOverhead + (sizes[at] ?? 0) > limitOf(topic))
  const record = records[index]
  if (record === undefined) return undefined
  const most = limitOf(record.topic) - batchOverhead
  return new EventLogError(
    'RECORD_TOO_LARGE',
    `Record ${index} has ${sizes[index]} bytes; ${record.topic} takes ${most}`,
  )
}
