import type { Consumer } from 'kafkajs'
import { misfit } from './log-check.js'
import { backoff, pause } from './pause.js'
import type { Place } from './reading-place.js'
import type { Reading } from './reading.js'
import { otherLog } from './same-log.js'
import type { LastApplied } from './subscribe-options.js'

/**
 * Finds out where to read on and lets the partitions go. They must have been paused before, synchronously: kafkajs does not await
 * its listeners, and what it fetched in between would be records of a wrong place.
 */
export const assign = async (consumer: Consumer, reading: Reading, assigned: readonly Place[]): Promise<void> => {
  // A transaction of the assignment before may still move the checkpoint.
  await Promise.allSettled(assigned.flatMap(({ work }) => work.now ?? []))
  const topics = [...new Set(assigned.map(({ topic }) => topic))]
  await Promise.all(
    topics.map((topic) =>
      assignTopic(
        consumer,
        reading,
        topic,
        assigned.filter((place) => place.topic === topic),
      ),
    ),
  )
}

const assignTopic = async (
  consumer: Consumer,
  reading: Reading,
  topic: string,
  assigned: readonly Place[],
): Promise<void> => {
  const { options, places, reader, trouble, stopping } = reading
  for (let attempt = 0; ; attempt++) {
    const current = assigned.filter((place) => places.holds(place))
    if (current.length === 0 || stopping.aborted) return
    try {
      const partitions = current.map(({ partition }) => partition)
      const next = await options.onAssigned(topic, partitions)
      const offsets = new Map((await reader.offsets(topic)).map((one) => [one.partition, one]))
      const last = (await options.lastApplied?.(topic, partitions)) ?? new Map<number, LastApplied>()
      const other = await otherLog(reading, topic, last, offsets)
      if (other !== undefined) return reading.fatal(other)
      for (const place of current) locate(reading, place, next.get(place.partition), offsets.get(place.partition))
      begin(
        consumer,
        current.filter((place) => places.holds(place)),
      )
      return
    } catch (error) {
      trouble(error, null)
      await pause(backoff(attempt, 2000), stopping)
    }
  }
}

const locate = (
  reading: Reading,
  place: Place,
  next: number | undefined,
  offsets: Parameters<typeof misfit>[2] | undefined,
): void => {
  const { topic, partition } = place
  if (next === undefined || offsets === undefined)
    throw new Error(`onAssigned gave no offset for ${topic}/${partition}`)
  const wrong = misfit(place, next, offsets)
  if (wrong !== undefined) return reading.fatal(wrong)
  place.expected = next
  place.high = offsets.high
}

const begin = (consumer: Consumer, placed: readonly Place[]): void => {
  for (const place of placed) {
    place.state = 'reading'
    // A number, always: kafkajs reads the "latest" and "earliest" of its own API as offset 0 without auto-commit.
    consumer.seek({ topic: place.topic, partition: place.partition, offset: String(place.expected) })
  }
  for (const { topic, partition } of placed) consumer.resume([{ topic, partitions: [partition] }])
}
