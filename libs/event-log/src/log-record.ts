import type { KafkaMessage } from 'kafkajs'
import { timeOf, type Position } from '#eventing'

/** A record as it lies in the log. Keys, values and header values are the bytes as they came. */
export type LogRecord = {
  readonly position: Position
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: { readonly [name: string]: Buffer }
  /** The broker's append time, ISO 8601 UTC with milliseconds. */
  readonly recordedAt: string
}

/** What kafkajs decodes but does not declare: every record of a batch, control records included. */
export type FetchedMessage = KafkaMessage & { readonly isControlRecord?: boolean }

const noHeaders: LogRecord['headers'] = Object.freeze({})

/** Makes records of one partition out of what kafkajs decoded, from `from` on and before `before`. */
export const toLogRecords = (
  topic: string,
  partition: number,
  messages: readonly FetchedMessage[],
  from: number,
  before = Number.MAX_SAFE_INTEGER,
): LogRecord[] => {
  const records: LogRecord[] = []
  // All records of a batch carry its append time, so most conversions are the one before.
  let stamp = ''
  let recordedAt = ''
  for (const message of messages) {
    const offset = Number(message.offset)
    if (offset < from || offset >= before) continue
    if (message.timestamp !== stamp) {
      stamp = message.timestamp
      recordedAt = timeOf(Number(stamp))
    }
    records.push(toLogRecord({ topic, partition, offset }, message, recordedAt))
  }
  return records
}

const toLogRecord = (position: Position, message: FetchedMessage, recordedAt: string): LogRecord =>
  // A publisher's transaction leaves markers behind. As records of nothing they keep the offsets dense for whoever reads.
  message.isControlRecord === true
    ? { position, key: null, value: null, headers: noHeaders, recordedAt }
    : { position, key: message.key, value: message.value, headers: headersOf(message), recordedAt }

const headersOf = ({ headers }: FetchedMessage): LogRecord['headers'] => {
  if (headers === undefined) return noHeaders
  const names = Object.keys(headers)
  if (names.length === 0) return noHeaders
  // No prototype: a header may be called `constructor`, and nobody may find that one where it was not sent.
  const found = Object.create(null) as { [name: string]: Buffer }
  for (const name of names) found[name] = lastBuffer(headers[name])
  return found
}

// Of a repeated header the last one counts, as in Kafka's own `lastHeader`. kafkajs mixes inherited members of Object into
// the list for names such as `constructor`, hence the filter.
const lastBuffer = (value: unknown): Buffer => {
  if (Buffer.isBuffer(value)) return value
  if (Array.isArray(value)) return value.filter((one): one is Buffer => Buffer.isBuffer(one)).at(-1) ?? Buffer.alloc(0)
  return Buffer.alloc(0)
}
