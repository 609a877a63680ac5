import type { Position } from '#eventing'
import { positionsOf, type BatchEntry } from './append-queue.js'
import { EventLogError, isKafka, messageOf, unavailable } from './errors.js'
import type { IdempotentProducer } from './idempotent-producer.js'
import type { EventLogLogger } from './logger.js'
import { backoff, pause } from './pause.js'

/** What became of each record of a batch. */
export type Outcomes = readonly (Position | EventLogError)[]

export type Sender = {
  /** Sends until the outcome is known. What this may write twice carries the same bytes and is dropped downstream. */
  readonly send: (batch: readonly BatchEntry[]) => Promise<Outcomes>
  readonly end: () => void
}

const refusals = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP']

/** Sends batches by one producer after another; `closing` ends the trying. */
export const makeSender = (
  makeProducer: () => IdempotentProducer,
  logger: EventLogLogger,
  closing: AbortSignal,
): Sender => {
  let producer: IdempotentProducer | undefined

  const drop = (): void => {
    // After a rejection this producer's sequence numbers are a guess.
    producer?.end()
    producer = undefined
  }

  const send = async (batch: readonly BatchEntry[]): Promise<Outcomes> => {
    for (let attempt = 0; !closing.aborted; attempt++) {
      producer ??= makeProducer()
      try {
        const positions = positionsOf(batch, await producer.send(batch.map(({ record }) => record)))
        if (positions !== undefined) return positions
        logger.warn({}, 'Kafka acknowledged records without saying where they are; they are sent again')
      } catch (error) {
        if (isKafka(error, ...refusals)) return sendApart(batch, error)
        if (!closing.aborted) logger.warn({ error: messageOf(error) }, 'An append is sent again by a new producer')
      }
      drop()
      await pause(backoff(attempt), closing)
    }
    return batch.map(() => unavailable('the event log is closing'))
  }

  // The broker refuses a whole batch for one record in it; halving finds that one and keeps the order of the others.
  const sendApart = async (batch: readonly BatchEntry[], cause: unknown): Promise<Outcomes> => {
    drop()
    if (batch.length === 1) {
      return [new EventLogError('RECORD_REFUSED', `Kafka refuses the record: ${messageOf(cause)}`, { cause })]
    }
    const middle = Math.ceil(batch.length / 2)
    return [...(await send(batch.slice(0, middle))), ...(await send(batch.slice(middle)))]
  }

  return { send, end: drop }
}
