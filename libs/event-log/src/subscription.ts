import type { ClientOptions } from './client.js'
import { openSession, type Session } from './consumer-session.js'
import { EventLogError, isKafka, messageOf } from './errors.js'
import type { LogReader } from './log-reader.js'
import { backoff, pause } from './pause.js'
import { makePlaces } from './reading-place.js'
import type { Reading } from './reading.js'
import type { SubscribeOptions, Subscription } from './subscribe-options.js'
import { watch } from './watchdog.js'

const crashesInARow = 5

/** Subscribes as a member of a consumer group; resolves once joined. A missing topic, or no broker, is an error at once. */
export const openSubscription = async (
  client: ClientOptions,
  reader: LogReader,
  options: SubscribeOptions,
): Promise<Subscription> => {
  for (const topic of options.topics) await reader.partitionCount(topic)
  const stop = new AbortController()
  const places = makePlaces()
  let session: Session | undefined
  let starting: Promise<void> | undefined
  let crashes = 0
  let progress = 0

  const fatal = (error: Error): void => {
    if (stop.signal.aborted) return
    places.haltAll()
    stop.abort()
    client.logger.error({ error: messageOf(error) }, `Reading as ${options.groupId} ended for good`)
    options.onFatal(error)
    void session?.stop()
  }
  const trouble: Reading['trouble'] = (error, where) => {
    if (!stop.signal.aborted)
      options.onTrouble?.(error, where === null ? null : { topic: where.topic, partition: where.partition })
  }
  const reading: Reading = { options, places, reader, stopping: stop.signal, trouble, fatal }

  const start = async (): Promise<void> => {
    session?.end()
    session = undefined
    for (let attempt = 0; !stop.signal.aborted; attempt++) {
      try {
        const opened = await openSession(client, reading, (error) => void onCrash(error))
        if (stop.signal.aborted) return await opened.stop()
        session = opened
        return
      } catch (error) {
        trouble(error, null)
        await pause(backoff(attempt, 2000), stop.signal)
      }
    }
  }
  const restart = (): void => {
    starting ??= start().finally(() => {
      starting = undefined
    })
  }

  // kafkajs calls a broker that restarts at the wrong moment a crash without return. That is mended by joining again; what no
  // restart mends is a batch that cannot be decoded, or the same crash again and again without a record between.
  const onCrash = async (error: Error): Promise<void> => {
    if (stop.signal.aborted) return
    session?.end()
    const read = places.all().reduce((sum, { expected }) => sum + Math.max(0, expected), 0)
    crashes = read === progress ? crashes + 1 : 1
    progress = read
    trouble(error, null)
    const unreadable = isKafka(error, 'KafkaJSNotImplemented', 'RangeError') ? await findUnreadable(reading) : undefined
    if (unreadable !== undefined) return fatal(unreadable)
    if (crashes >= crashesInARow && !isNetwork(error)) {
      return fatal(
        new EventLogError('CONSUMER_CRASHED', `The consumer crashed ${crashes} times in a row: ${error.message}`, {
          cause: error,
        }),
      )
    }
    await pause(backoff(crashes, 2000), stop.signal)
    restart()
  }

  restart()
  await starting
  void watch(reading, {
    heardAt: () => (starting === undefined ? (session?.heardAt() ?? Date.now()) : Date.now()),
    pulse: () => session?.pulse() ?? { fetches: 0, delivering: 0 },
    revive: (why) => {
      trouble(new EventLogError('CONSUMER_SILENT', `The consumer is replaced: ${why}`, { retriable: true }), null)
      restart()
    },
  }).catch(fatal)

  return {
    stop: async () => {
      stop.abort()
      await session?.stop()
    },
    lag: () =>
      places
        .all()
        .filter(({ state }) => state === 'reading')
        .map(({ topic, partition, expected, high }) => ({
          topic,
          partition,
          next: expected,
          high: Math.max(high, expected),
        })),
    recheck: async () => {
      await session?.reassign()
    },
  }
}

const isNetwork = (error: Error): boolean =>
  isKafka(
    error,
    'KafkaJSConnectionError',
    'KafkaJSConnectionClosedError',
    'KafkaJSRequestTimeoutError',
    'KafkaJSBrokerNotFound',
    'KafkaJSNoBrokerAvailableError',
    'KafkaJSGroupCoordinatorNotFound',
    'KafkaJSLockTimeout',
    'GROUP_COORDINATOR_NOT_AVAILABLE',
    'LEADER_NOT_AVAILABLE',
  )

// The crash does not say where; asking for the next record of each partition does.
const findUnreadable = async ({ places, reader }: Reading): Promise<EventLogError | undefined> => {
  for (const { topic, partition, expected, state } of places.all()) {
    if (state !== 'reading') continue
    try {
      await reader.fetch(topic, partition, expected, 4 * 1024 * 1024)
    } catch (error) {
      if (error instanceof EventLogError && error.code === 'UNREADABLE_BATCH') return error
    }
  }
  return undefined
}
