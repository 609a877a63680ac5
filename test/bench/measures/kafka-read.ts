import { endsOf, type BenchLog } from '../log.js'
import { measure, type Sample } from '../measure.js'
import type { Round } from '../round.js'
import type { EventLog } from '#event-log'

type Read = Parameters<Parameters<EventLog['readRange']>[3]>[0]

/** kafkajs reading the whole log and doing nothing with it. */
export const kafkaRead = ({ log, stack }: Round): Promise<Sample> =>
  measure(log.events, stack.pids.postgres, async () => {
    let read = 0
    await readSome(log, log.topics.incident, await endsOf(log.log, log.topics.incident), (records) => {
      read += records.length
    })
    return read === log.events
  })

/** Reads every partition of a topic from its beginning to an end. */
export const readSome = (
  { log }: BenchLog,
  topic: string,
  to: ReadonlyMap<number, number>,
  onBatch: (records: Read) => Promise<void> | void,
): Promise<void> => log.readRange(topic, new Map([...to.keys()].map((partition) => [partition, 0])), to, onBatch)

/** An equal share of every partition, so many records in all at most. */
export const shareOf = (ends: ReadonlyMap<number, number>, records: number): Map<number, number> =>
  new Map([...ends].map(([partition, high]) => [partition, Math.min(high, Math.ceil(records / ends.size))]))
