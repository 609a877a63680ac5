import type { Order, PlacedRecord } from './append-queue.js'
import { EventLogError } from './errors.js'
import type { NewRecord } from './new-record.js'
import { partitionOfKey } from './partitioner.js'

/** Decides the partition of every record of an order, once; throws what `partitionCount` throws. */
export type Placer = (order: Order) => Promise<void>

export const makePlacer = (partitionCount: (topic: string) => Promise<number>): Placer => {
  const turns = new Map<string, number>()
  const spread = (topic: string, count: number): number => {
    const turn = turns.get(topic) ?? Math.floor(Math.random() * count)
    turns.set(topic, turn + 1)
    return turn % count
  }
  const place = (record: NewRecord, count: number): PlacedRecord => {
    const { topic, key } = record
    const partition = record.partition ?? (key === null ? spread(topic, count) : partitionOfKey(key, count))
    // kafkajs leaves records of a partition it does not know out of the request without a word.
    if (partition >= count) throw new EventLogError('RECORD_REFUSED', `${topic} has no partition ${partition}`)
    return { ...record, partition }
  }
  return async (order) => {
    const counts = new Map<string, number>()
    for (const { topic } of order.records) {
      if (!counts.has(topic)) counts.set(topic, await partitionCount(topic))
    }
    order.placed = order.records.map((record) => place(record, counts.get(record.topic) ?? 0))
  }
}
