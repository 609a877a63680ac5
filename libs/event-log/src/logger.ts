import { logLevel, type LogEntry, type logCreator } from 'kafkajs'

type Write = (details: object, message: string) => void

/** Where this library writes; a pino logger is one. */
export type EventLogLogger = {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
}

const ignore: Write = () => undefined
export const silentLogger: EventLogLogger = { debug: ignore, info: ignore, warn: ignore, error: ignore }

// What a healthy start, a rebalance or a broker's restart says in passing; kafkajs goes on by itself.
const passing =
  /coordinator|leader|rebalanc|not aware of this member|Response \w+|does not host this topic|Stopped|crash|connection was cut|client has ended|brokers array is empty/i
const repeatAfterMs = 30_000

/**
 * Hands kafkajs' own log on. Nothing there is an error to us: what cannot be mended reaches the caller as an error or through
 * `onFatal`. A line that comes again and again, as in an outage, is a warning once in 30 s. `listen` sees every line.
 */
export const kafkaLog = (logger: EventLogLogger, listen: (entry: LogEntry) => void = () => undefined): logCreator => {
  const lastSaid = new Map<string, number>()
  return () => (entry) => {
    listen(entry)
    const { message, timestamp: _when, ...details } = entry.log
    const text = `kafkajs ${entry.namespace}: ${message}`
    if (entry.level > logLevel.WARN || passing.test(message)) return logger.debug(details, text)
    const now = Date.now()
    if (now - (lastSaid.get(text) ?? 0) < repeatAfterMs) return logger.debug(details, text)
    if (lastSaid.size > 100) lastSaid.clear()
    lastSaid.set(text, now)
    logger.warn(details, text)
  }
}
