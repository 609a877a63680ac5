import type { Consumer, EachBatchPayload } from 'kafkajs'
import { assign } from './assignment.js'
import { openClient, type ClientOptions } from './client.js'
import { deliverBatch } from './deliver-batch.js'
import { misfit } from './log-check.js'
import { within } from './pause.js'
import type { Place } from './reading-place.js'
import type { Reading } from './reading.js'
import type { Pulse } from './silence.js'
import type { Where } from './subscribe-options.js'

/** One life of a consumer group member, from joining to leaving or crashing. */
export type Session = {
  readonly stop: () => Promise<void>
  readonly end: () => void
  readonly reassign: () => Promise<void>
  /** When the group's coordinator or a broker was last heard of, in milliseconds since the epoch. */
  readonly heardAt: () => number
  readonly pulse: () => Pulse
}

const stopMs = 3000
const commitEveryMs = 1000

/** Joins the group; resolves when joined. Every end it did not ask for comes to `onCrash`, once. */
export const openSession = async (
  client: ClientOptions,
  reading: Reading,
  onCrash: (error: Error) => void,
): Promise<Session> => {
  const { options, places } = reading
  const { kafka, cut, end } = openClient(
    client,
    { retries: 8, initialRetryTime: 100, maxRetryTime: 1000 },
    ({ log }) => {
      // kafkajs then silently begins at the start of the log; its log line is the only sign.
      if (log.message.startsWith('Offset out of range'))
        void checkAgain(reading, String(log['topic']), Number(log['partition']))
    },
  )
  const consumer = kafka.consumer({
    groupId: options.groupId,
    readUncommitted: true,
    allowAutoTopicCreation: false,
    // As short as brokers allow by default: what a killed member leaves is taken over after it, and fenced by the checkpoint.
    sessionTimeout: 6000,
    heartbeatInterval: 1500,
    rebalanceTimeout: 20_000,
    minBytes: 1,
    // Of short records as many as are worked on at once, and not a few more that would take a round of their own.
    maxBytesPerPartition: 3 * 1024 * 1024,
    maxBytes: 12 * 1024 * 1024,
    // Only where nothing comes: records are handed over as they come. At 20 ms two idle services kept a third of a core of Kafka busy.
    maxWaitTimeInMs: 100,
    // Which crash is worth a restart is decided in one place, by the subscription; kafkajs restarts some and not others.
    retry: { retries: 8, initialRetryTime: 100, maxRetryTime: 1000, restartOnFailure: () => Promise.resolve(false) },
  })
  let heard = Date.now()
  let fenced: Place[] = []
  let latest: EachBatchPayload | undefined
  let fetches = 0
  let delivering = 0

  const stopReading = ({ topic, partition }: Where): void => consumer.pause([{ topic, partitions: [partition] }])

  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    heard = Date.now()
    const assigned = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    )
    assigned.forEach(stopReading)
    fenced = []
    void assign(consumer, reading, places.replaceAll(assigned)).catch(reading.fatal)
  })
  consumer.on(consumer.events.HEARTBEAT, () => {
    heard = Date.now()
    // The coordinator still counts us in, so the partition is ours to claim again; a zombie gets no answer and claims nothing.
    const again = fenced.filter((place) => places.holds(place))
    fenced = []
    if (again.length > 0) void assign(consumer, reading, again).catch(reading.fatal)
  })
  consumer.on(consumer.events.FETCH, () => {
    fetches += 1
  })
  consumer.on(consumer.events.CRASH, ({ payload }) => onCrash(payload.error))
  consumer.on(consumer.events.REQUEST_TIMEOUT, cut)

  const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { topic, partition } = payload.batch
    latest = payload
    delivering += 1
    const delivery = await deliverBatch(reading, payload)
    delivering -= 1
    const place = places.find(topic, partition)
    if (delivery === 'done' || place?.state !== 'reading') return
    if (delivery === 'fenced') {
      stopReading(place)
      fenced.push(places.replace(place))
    } else {
      seekQuietly(consumer, place)
    }
  }

  const courtesy = setInterval(() => void commitCourtesy(reading, latest), commitEveryMs)
  const close = (): void => {
    clearInterval(courtesy)
    end()
  }

  try {
    await consumer.connect()
    // From the beginning, always: where kafkajs falls back to, records must be seen again rather than skipped.
    await consumer.subscribe({ topics: [...options.topics], fromBeginning: true })
    // Auto-resolve stays on (kafkajs #18): what was not delivered is sought back to. The checkpoint in the database is the truth.
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: true,
      partitionsConsumedConcurrently: options.lanes ?? 1,
      eachBatch,
    })
  } catch (error) {
    close()
    throw error
  }
  return {
    stop: async () => {
      await commitCourtesy(reading, latest)
      await within(stopMs, consumer.disconnect())
      close()
    },
    end: close,
    reassign: async () => {
      const again = places.all().map((place) => {
        stopReading(place)
        return places.replace(place)
      })
      await assign(consumer, reading, again)
    },
    heardAt: () => heard,
    pulse: () => ({ fetches, delivering }),
  }
}

const seekQuietly = (consumer: Consumer, { topic, partition, expected }: Place): void => {
  try {
    consumer.seek({ topic, partition, offset: String(expected) })
  } catch {
    // The consumer has stopped meanwhile; the next one asks for its place.
  }
}

const checkAgain = async (
  { reader, places, fatal, trouble }: Reading,
  topic: string,
  partition: number,
): Promise<void> => {
  const place = places.find(topic, partition)
  if (place?.state !== 'reading') return
  const next = place.expected
  try {
    const offsets = (await reader.offsets(topic)).find((one) => one.partition === partition)
    const wrong = offsets === undefined ? undefined : misfit(place, next, offsets)
    if (wrong !== undefined) fatal(wrong)
  } catch (error) {
    trouble(error, place)
  }
}

const committed = new WeakMap<Place, number>()

// For tools that show lag. Nobody reads it back, so a failure does not matter.
const commitCourtesy = async ({ places }: Reading, latest: EachBatchPayload | undefined): Promise<void> => {
  const moved = places.all().filter((place) => place.state === 'reading' && committed.get(place) !== place.expected)
  if (latest === undefined || moved.length === 0) return
  const topics = [...new Set(moved.map(({ topic }) => topic))].map((topic) => ({
    topic,
    partitions: moved
      .filter((place) => place.topic === topic)
      .map(({ partition, expected }) => ({ partition, offset: String(expected) })),
  }))
  for (const place of moved) committed.set(place, place.expected)
  await within(1000, latest.commitOffsetsIfNecessary({ topics })).catch(() => undefined)
}
