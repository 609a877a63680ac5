import type { TopicNames } from '#eventing'
import { EventLogError, type EventLog, type NewRecord } from '#event-log'
import { SourceError, type Publish, type SourceSettings } from '#source'
import { sourceHeaders } from './source-headers.js'

/** How long Kafka may take; what was taken after all is recognised when it is sent again. */
const ackTimeoutMs = 20_000

/**
 * Appends what a source brings, one record an item. It has no key, because the key of a plain text is an incident's name, and goes
 * where its provider's others go, so that they keep their order.
 */
export const sourcePublisher =
  (log: EventLog, topics: TopicNames, settings: SourceSettings): Publish =>
  async (items) => {
    try {
      const partition = await log.partitionFor(topics.wire, settings.provider)
      const records = items.map((item): NewRecord => {
        return { topic: topics.wire, key: null, partition, value: item.bytes, headers: sourceHeaders(settings, item) }
      })
      await log.append(records, { timeoutMs: ackTimeoutMs })
    } catch (error) {
      throw failureOf(error)
    }
  }

const failureOf = (error: unknown): unknown => {
  if (!(error instanceof EventLogError)) return error
  const refused = error.code === 'RECORD_TOO_LARGE' || error.code === 'RECORD_REFUSED'
  return new SourceError(refused ? 'SOURCE_RECORD_REFUSED' : 'SOURCE_LOG_UNAVAILABLE', error.message, { cause: error })
}
