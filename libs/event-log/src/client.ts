import { connect, type Socket } from 'node:net'
import { Kafka, logLevel, type LogEntry, type RetryOptions } from 'kafkajs'
import { takeCrowdedBatches } from './crowded-batches.js'
import { kafkaLog, type EventLogLogger } from './logger.js'
import { quietRequestQueue } from './quiet-request-queue.js'

export type ClientOptions = {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly logger: EventLogLogger
}

/** kafkajs with a plug that can be pulled: without one, its retries of a dead broker outlive every `disconnect`. */
export type Client = {
  readonly kafka: Kafka
  /** Breaks every connection; requests under way fail and are retried over new ones. */
  readonly cut: () => void
  /** Breaks every connection for good. */
  readonly end: () => void
}

/** Opens a client; connects to nothing yet. `retry` bounds what kafkajs repeats by itself. */
export const openClient = (
  { brokers, clientId, logger }: ClientOptions,
  retry: RetryOptions,
  listen?: (entry: LogEntry) => void,
): Client => {
  quietRequestQueue()
  takeCrowdedBatches()
  const sockets = new Set<Socket>()
  let ended = false
  const cut = (): void => {
    // With an error, or kafkajs would not notice before its requests time out.
    for (const socket of sockets) socket.destroy(new Error('the connection was cut'))
  }
  const kafka = new Kafka({
    // An empty list is the one error no retrier of kafkajs goes on from.
    brokers: () => (ended ? [] : [...brokers]),
    clientId,
    // 1 s, the default, is too short for a busy machine (kafkajs #480).
    connectionTimeout: 10_000,
    requestTimeout: 15_000,
    retry,
    logLevel: logLevel.INFO,
    logCreator: kafkaLog(logger, listen),
    socketFactory: ({ host, port, onConnect }) => {
      const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 }, onConnect)
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      if (ended) socket.destroy(new Error('the client has ended'))
      return socket
    },
  })
  return {
    kafka,
    cut,
    end: () => {
      ended = true
      cut()
    },
  }
}

/** For reads that a caller waits for: fail soon and say so. */
export const fewRetries: RetryOptions = { retries: 3, initialRetryTime: 100, maxRetryTime: 500 }
