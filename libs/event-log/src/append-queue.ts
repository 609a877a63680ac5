import type { Position } from '#eventing'
import { batchOverhead, companyCost, type NewRecord } from './new-record.js'

/** A record with its partition decided: a retry must never move it. */
export type PlacedRecord = NewRecord & { readonly partition: number }

/** One call of append on its way. */
export type Order = {
  readonly records: readonly NewRecord[]
  readonly sizes: readonly number[]
  readonly bytes: number
  placed: readonly PlacedRecord[] | null
  /** How many records have been taken for sending. */
  taken: number
  readonly positions: (Position | undefined)[]
  missing: number
  timer: NodeJS.Timeout | undefined
  readonly resolve: (positions: Position[]) => void
  readonly reject: (error: Error) => void
}

export type BatchEntry = { readonly order: Order; readonly index: number; readonly record: PlacedRecord }

/** Bounds of one produce request. Beyond a few thousand records nothing is gained, and kafkajs groups them in quadratic time. */
export type BatchBounds = {
  readonly bytes: number
  readonly records: number
  readonly limitOf: (topic: string) => number
}

/**
 * Takes the next request's worth from the head of the queue, in order; orders that are taken whole leave the queue.
 * kafkajs puts all records of a partition into one RecordBatch, so taking ends before one would outgrow its topic's limit.
 */
export const takeBatch = (queue: Order[], { bytes, records, limitOf }: BatchBounds): BatchEntry[] => {
  const batch: BatchEntry[] = []
  const perPartition = new Map<string, number>()
  let total = 0
  for (let order = queue[0]; order !== undefined; order = queue[0]) {
    if (order.placed === null) return batch
    for (let record = order.placed[order.taken]; record !== undefined; record = order.placed[order.taken]) {
      const size = (order.sizes[order.taken] ?? 0) + companyCost
      const key = `${record.topic}/${record.partition}`
      const filled = (perPartition.get(key) ?? batchOverhead) + size
      const fits = total + size <= bytes && batch.length < records && filled <= limitOf(record.topic)
      if (batch.length > 0 && !fits) return batch
      batch.push({ order, index: order.taken++, record })
      perPartition.set(key, filled)
      total += size
    }
    queue.shift()
  }
  return batch
}

export type Acknowledgement = { readonly topicName: string; readonly partition: number; readonly baseOffset?: string }

/** Positions in the order of the batch, or undefined where an acknowledgement names no offset: then the outcome is unknown. */
export const positionsOf = (
  batch: readonly BatchEntry[],
  answers: readonly Acknowledgement[],
): Position[] | undefined => {
  const next = new Map(
    answers.map(({ topicName, partition, baseOffset }) => [`${topicName}/${partition}`, Number(baseOffset ?? -1)]),
  )
  const positions: Position[] = []
  for (const { record } of batch) {
    const key = `${record.topic}/${record.partition}`
    const offset = next.get(key) ?? -1
    if (!(offset >= 0)) return undefined
    positions.push({ topic: record.topic, partition: record.partition, offset })
    next.set(key, offset + 1)
  }
  return positions
}
