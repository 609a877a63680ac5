import type { Position } from '#eventing'
import { EventLogError, type EventLog, type NewRecord } from '#event-log'
import { notAvailable, Problem } from '#service'

/** How long a publisher waits for Kafka's acknowledgement. */
const ackTimeoutMs = 5_000

/** Appends and waits for the acknowledgement of all replicas; a 503 problem where it does not come in time. */
export const appendOrFail = async (log: EventLog, records: readonly NewRecord[]): Promise<Position[]> => {
  try {
    return await log.append(records, { timeoutMs: ackTimeoutMs })
  } catch (error) {
    if (error instanceof EventLogError && error.code === 'RECORD_TOO_LARGE') {
      throw new Problem(413, 'WIRE_TOO_LARGE', error.message)
    }
    if (error instanceof EventLogError) {
      throw notAvailable(
        'INGEST_LOG_UNAVAILABLE',
        'Kafka did not acknowledge in time. Send the same request again: what had been taken after all is known as a repeat',
      )
    }
    throw error
  }
}
