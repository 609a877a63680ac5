import type { Position } from '#eventing'

/** Why the log could not do what was asked; stable, so that callers may branch on it. */
export type EventLogErrorCode =
  | 'LOG_UNAVAILABLE'
  | 'LOG_CLOSED'
  | 'RECORD_TOO_LARGE'
  | 'RECORD_REFUSED'
  | 'TOPIC_MISSING'
  | 'TOPIC_MISCONFIGURED'
  | 'LOST_HISTORY'
  | 'WRONG_LOG'
  | 'GAP_IN_LOG'
  | 'UNREADABLE_BATCH'
  | 'CONSUMER_SILENT'
  | 'CONSUMER_CRASHED'

type Details = { readonly retriable?: boolean; readonly position?: Position; readonly cause?: unknown }

/** Every error this library raises. `retriable`: the same call may succeed later; of an append the outcome is then unknown. */
export class EventLogError extends Error {
  readonly retriable: boolean
  readonly position: Position | undefined

  constructor(
    readonly code: EventLogErrorCode,
    message: string,
    { retriable = false, position, cause }: Details = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'EventLogError'
    this.retriable = retriable
    this.position = position
  }
}

/** Kafka did not answer in time, or not at all. */
export const unavailable = (what: string, cause?: unknown): EventLogError =>
  new EventLogError(
    'LOG_UNAVAILABLE',
    `Kafka is not available: ${what}${cause === undefined ? '' : `: ${messageOf(cause)}`}`,
    {
      retriable: true,
      cause,
    },
  )

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Whether the error, or what caused it, is of this kafkajs name (`KafkaJSNotImplemented`) or protocol type (`OFFSET_OUT_OF_RANGE`). */
export const isKafka = (error: unknown, ...names: readonly string[]): boolean => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (names.includes(at.name) || ('type' in at && names.includes(String(at.type)))) return true
  }
  return false
}
