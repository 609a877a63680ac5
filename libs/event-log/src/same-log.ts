import { EventLogError } from './errors.js'
import type { PartitionOffsets } from './log-reader.js'
import type { Reading } from './reading.js'
import type { LastApplied } from './subscribe-options.js'

/**
 * Whether the log is the one that was read before. A topic that was deleted and made anew may have grown beyond every
 * checkpoint, and Kafka's old protocol has no word for its identity; but the broker's time of the last record read tells.
 */
export const otherLog = async (
  { reader }: Pick<Reading, 'reader'>,
  topic: string,
  last: ReadonlyMap<number, LastApplied>,
  offsets: ReadonlyMap<number, PartitionOffsets>,
): Promise<EventLogError | undefined> => {
  for (const [partition, { offset, recordedAt }] of last) {
    const { low, high } = offsets.get(partition) ?? { low: 0, high: 0 }
    // What is no longer there, or not yet, is told by the checkpoint itself.
    if (offset < low || offset >= high) continue
    const { records } = await reader.fetch(topic, partition, offset, 1, offset + 1)
    const found = records.find(({ position }) => position.offset === offset)
    if (found === undefined || found.recordedAt === recordedAt) continue
    const position = { topic, partition, offset }
    const what = `${topic}/${partition}/${offset} was recorded at ${found.recordedAt}, and what was read there at ${recordedAt}`
    return new EventLogError('WRONG_LOG', `${what}: this is another log of the same name`, { position })
  }
  return undefined
}
