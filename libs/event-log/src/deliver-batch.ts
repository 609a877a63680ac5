import type { EachBatchPayload } from 'kafkajs'
import { EventLogError } from './errors.js'
import { toLogRecords, type FetchedMessage, type LogRecord } from './log-record.js'
import { backoff, pause } from './pause.js'
import type { Place } from './reading-place.js'
import type { Reading } from './reading.js'

/** How a delivered batch ended; after anything but `done` the partition has to be sought back to where it is expected. */
export type Delivery = 'done' | 'interrupted' | 'fenced'

const beatEveryMs = 1000
const fillBytes = 1024 * 1024

/** Hands a fetched batch to `onBatch` in chunks, moving the place on with each one applied. Never throws. */
export const deliverBatch = async (reading: Reading, payload: EachBatchPayload): Promise<Delivery> => {
  const { topic, partition } = payload.batch
  const place = reading.places.find(topic, partition)
  // The assignment under way seeks, whatever kafkajs makes of this batch.
  if (place?.state !== 'reading' || payload.isStale()) return 'interrupted'
  place.high = Math.max(place.high, Number(payload.batch.highWatermark))
  try {
    const size = reading.options.maxRecords ?? 1000
    const records = await recordsFor(reading, place, payload)
    for (let at = 0; at < records.length; at += size) {
      const outcome = await deliverChunk(reading, place, records.slice(at, at + size), payload)
      if (outcome !== 'done') return outcome
    }
    return 'done'
  } catch (error) {
    // Whatever leaves eachBatch as a TypeError stops kafkajs for good while the process looks alive.
    if (error instanceof EventLogError && !error.retriable) reading.fatal(error)
    else {
      reading.trouble(error, place)
      await pause(backoff(1), reading.stopping)
    }
    return 'interrupted'
  }
}

// Below the expected offset: delivered before, skip. At it: apply. Above it: kafkajs left something out, so ask the log itself.
const recordsFor = async (reading: Reading, place: Place, { batch }: EachBatchPayload): Promise<LogRecord[]> => {
  const { topic, partition, expected } = place
  // Control records are left out of `messages`, but they are offsets too.
  const messages = (batch as { rawMessages?: FetchedMessage[] }).rawMessages ?? batch.messages
  const records = toLogRecords(topic, partition, messages, expected)
  const first = records[0]?.position.offset ?? expected
  const all = first > expected ? [...(await fillHole(reading, place, first)), ...records] : records
  const hole = all.find(({ position }, index) => position.offset !== expected + index)
  if (hole === undefined) return all
  throw new EventLogError('GAP_IN_LOG', `${topic}/${partition} jumps to ${hole.position.offset} after ${expected}`, {
    position: hole.position,
  })
}

const fillHole = async (
  { reader }: Reading,
  { topic, partition, expected }: Place,
  before: number,
): Promise<LogRecord[]> => {
  const found: LogRecord[] = []
  while (expected + found.length < before) {
    const { records } = await reader.fetch(topic, partition, expected + found.length, fillBytes)
    const missing = records.filter(({ position }) => position.offset < before)
    if (missing.length === 0) return found
    // Not as arguments of one call: a batch may hold more records than the stack.
    for (const record of missing) found.push(record)
  }
  return found
}

const deliverChunk = async (
  reading: Reading,
  place: Place,
  records: LogRecord[],
  payload: EachBatchPayload,
): Promise<Delivery> => {
  const { options, places, stopping } = reading
  const last = records.at(-1)
  if (last === undefined) return 'done'
  for (let attempt = 0; ; attempt++) {
    if (!places.holds(place) || stopping.aborted || !payload.isRunning()) return 'interrupted'
    try {
      const work = options.onBatch({
        topic: place.topic,
        partition: place.partition,
        records,
        highWatermark: place.high,
      })
      const member = stayMember(work, payload)
      place.work.now = work
      const outcome = await work
      place.work.now = null
      if (outcome === 'fenced') return 'fenced'
      place.expected = last.position.offset + 1
      return (await member) && (await beat(payload)) ? 'done' : 'interrupted'
    } catch (error) {
      place.work.now = null
      reading.trouble(error, place)
      if (!(await stayMember(pause(backoff(attempt, 2000), stopping), payload))) return 'interrupted'
    }
  }
}

// kafkajs beats only when asked. Not from a timer of its own (kafkajs #1764), but beside the work and one at a time.
const stayMember = async (work: Promise<unknown>, payload: EachBatchPayload): Promise<boolean> => {
  const done = new AbortController()
  const end = (): void => done.abort()
  work.then(end, end)
  for (;;) {
    await pause(beatEveryMs, done.signal)
    if (done.signal.aborted) return true
    if (!(await beat(payload))) return false
  }
}

const beat = async (payload: EachBatchPayload): Promise<boolean> => {
  try {
    await payload.heartbeat()
    return true
  } catch {
    // A rebalance, or a broker that is away: kafkajs meets the same error after this batch and acts on it.
    return false
  }
}
