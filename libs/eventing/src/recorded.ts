import type { Position } from './position.js'

/** The envelope: an event and what the log knows of it. Times are ISO 8601 UTC with milliseconds. */
export type Recorded<E> = {
  /** UUIDv7, minted once when the decision was taken; the same bytes appended twice carry it twice. */
  readonly id: string
  /** The incident id, which is the Kafka key. */
  readonly stream: string
  readonly position: Position
  /** The broker's append time. */
  readonly recordedAt: string
  /** Position of the raw record or command that caused the event. */
  readonly causationId: string
  readonly correlationId: string
  readonly event: E
}
