import type { Position } from '#eventing'
import {
  positionsOf,
  takeBatch,
  type BatchBounds,
  type BatchEntry,
  type Order,
  type PlacedRecord,
} from './append-queue.js'
import { EventLogError, isKafka, messageOf, unavailable } from './errors.js'
import type { IdempotentProducer } from './idempotent-producer.js'
import type { EventLogLogger } from './logger.js'
import { batchOverhead, recordSize, type NewRecord } from './new-record.js'
import { partitionOfKey } from './partitioner.js'
import { backoff, pause, within } from './pause.js'

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
const refusals = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP']

/**
 * The one door into the log. A queue stands before one producer that has one request under way, ever: kafkajs loses acknowledged
 * records when idempotent sends overlap and one reply is lost. What arrives meanwhile is the next batch.
 */
export const openAppender = ({ makeProducer, partitionCount, limitOf, logger }: AppenderParts): Appender => {
  const bounds: BatchBounds = { bytes: requestBytes, records: requestRecords, limitOf }
  const queue: Order[] = []
  const waiting = new Set<Order>()
  const closing = new AbortController()
  const turns = new Map<string, number>()
  let producer: IdempotentProducer | undefined
  let queued = 0
  let draining: Promise<void> | undefined

  const settle = (order: Order): boolean => {
    if (!waiting.delete(order)) return false
    queued -= order.bytes
    return true
  }

  const fail = (order: Order, error: Error): void => {
    if (!settle(order)) return
    const place = queue.indexOf(order)
    // What is not under way yet will never be: the caller has been told.
    if (place >= 0) queue.splice(place, 1)
    order.reject(error)
  }

  const spread = (topic: string, count: number): number => {
    const turn = turns.get(topic) ?? Math.floor(Math.random() * count)
    turns.set(topic, turn + 1)
    return turn % count
  }

  const place = async (order: Order): Promise<void> => {
    const placed: PlacedRecord[] = []
    for (const record of order.records) {
      const count = record.partition === undefined ? await partitionCount(record.topic) : 0
      placed.push({
        ...record,
        partition:
          record.partition ?? (record.key === null ? spread(record.topic, count) : partitionOfKey(record.key, count)),
      })
    }
    order.placed = placed
  }

  const placeAll = async (): Promise<void> => {
    for (const order of [...queue]) {
      if (order.placed !== null) continue
      try {
        await place(order)
      } catch (error) {
        if (error instanceof EventLogError && error.retriable) return
        fail(order, error instanceof Error ? error : new Error(String(error)))
      }
    }
  }

  /** Sends until the outcome is known. Duplicates this may write carry the same bytes and are dropped downstream. */
  const send = async (batch: readonly BatchEntry[]): Promise<readonly (Position | EventLogError)[]> => {
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      producer ??= makeProducer()
      try {
        const positions = positionsOf(batch, await producer.send(batch.map(({ record }) => record)))
        if (positions !== undefined) return positions
        logger.warn({}, 'Kafka acknowledged records without saying where they are; they are sent again')
      } catch (error) {
        if (isKafka(error, ...refusals)) return sendApart(batch, error)
        if (!closing.signal.aborted)
          logger.warn(
            { error: messageOf(error) },
            'An append failed with its outcome unknown; it is sent again by a new producer',
          )
      }
      // After a rejection this producer's sequence numbers are a guess.
      producer.end()
      producer = undefined
      await pause(backoff(attempt), closing.signal)
    }
    return batch.map(() => unavailable('the event log is closing'))
  }

  // The broker refuses a whole batch for one record in it; halving finds that one and keeps the order of the others.
  const sendApart = async (
    batch: readonly BatchEntry[],
    cause: unknown,
  ): Promise<readonly (Position | EventLogError)[]> => {
    producer?.end()
    producer = undefined
    if (batch.length === 1)
      return [new EventLogError('RECORD_REFUSED', `Kafka refuses the record: ${messageOf(cause)}`, { cause })]
    const middle = Math.ceil(batch.length / 2)
    return [...(await send(batch.slice(0, middle))), ...(await send(batch.slice(middle)))]
  }

  const drain = async (): Promise<void> => {
    // A tick later, so that what is appended in the same breath shares a request.
    await Promise.resolve()
    for (let idle = 0; queue.length > 0 && !closing.signal.aborted;) {
      await placeAll()
      const batch = takeBatch(queue, bounds)
      if (batch.length === 0) {
        if (queue.length > 0) await pause(backoff(idle++), closing.signal)
        continue
      }
      idle = 0
      const outcomes = await send(batch)
      batch.forEach(({ order, index }, at) => {
        const outcome = outcomes[at]
        if (outcome === undefined || outcome instanceof Error) return fail(order, outcome ?? unavailable('no outcome'))
        order.positions[index] = outcome
        order.missing--
        if (order.missing === 0 && settle(order)) order.resolve(order.positions as Position[])
      })
    }
    draining = undefined
  }

  const enqueue = (
    records: readonly NewRecord[],
    sizes: readonly number[],
    timeoutMs: number | undefined,
  ): Promise<Position[]> => {
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    if (queued > 0 && queued + bytes > queueBytes)
      return Promise.reject(unavailable('too much is waiting to be appended already'))
    return new Promise<Position[]>((resolve, reject) => {
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => fail(order, unavailable(`no acknowledgement within ${timeoutMs} ms`)), timeoutMs)
      const order: Order = {
        records,
        sizes,
        bytes,
        placed: null,
        taken: 0,
        positions: new Array<Position | undefined>(records.length),
        missing: records.length,
        resolve: (positions) => {
          clearTimeout(timer)
          resolve(positions)
        },
        reject: (error) => {
          clearTimeout(timer)
          reject(error)
        },
      }
      queue.push(order)
      waiting.add(order)
      queued += bytes
      draining ??= drain()
    })
  }

  return {
    append: (records, { timeoutMs } = {}) => {
      if (closing.signal.aborted) return Promise.reject(new EventLogError('LOG_CLOSED', 'The event log is closed'))
      const sizes = records.map(recordSize)
      const tooLarge = records.findIndex(({ topic }, index) => batchOverhead + (sizes[index] ?? 0) > limitOf(topic))
      const culprit = records[tooLarge]
      if (culprit !== undefined) {
        return Promise.reject(
          new EventLogError(
            'RECORD_TOO_LARGE',
            `Record ${tooLarge} has ${sizes[tooLarge]} bytes; ${culprit.topic} takes ${limitOf(culprit.topic) - batchOverhead}`,
          ),
        )
      }
      return records.length === 0 ? Promise.resolve([]) : enqueue(records, sizes, timeoutMs)
    },
    close: async () => {
      if (draining !== undefined) await within(closeMs, draining)
      closing.abort()
      for (const order of [...waiting]) fail(order, unavailable('the event log was closed before Kafka acknowledged'))
      producer?.end()
    },
  }
}
