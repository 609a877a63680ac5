import type { ProjectionWriter } from '../projection/open-projection.js'
import type { ProjectedRecord } from '../projection/read-record.js'
import { ProjectionError } from '../schema/registry.js'
import type { Offsets, ReplayLog } from './replay-log.js'

export type LoadOptions = {
  readonly log: ReplayLog
  readonly topic: string
  readonly writer: ProjectionWriter
  readonly schema: string
  readonly epochs: ReadonlyMap<number, number>
  readonly signal?: AbortSignal | undefined
}

type Lane = { buffer: ProjectedRecord[]; running: Promise<void> }

// Large chunks are what makes a replay fast; a chunk of this size is still a second of work at most.
const chunkSize = 5000

/** Projects the log between two places. A partition's chunks follow one another while other partitions' are written. */
export const loadRange = async (
  from: Offsets,
  to: Offsets,
  { log, topic, writer, schema, epochs, signal }: LoadOptions,
): Promise<void> => {
  const lanes = new Map<number, Lane>()
  const apply = async (partition: number, records: readonly ProjectedRecord[]): Promise<void> => {
    const outcome = await writer.apply({ partition, records }, { schema, epoch: epochs.get(partition) ?? 0 })
    if (outcome === 'fenced') throw new ProjectionError('FENCED', `another process took ${schema} over, or dropped it`)
  }
  const flush = async (partition: number, lane: Lane): Promise<void> => {
    await lane.running
    const records = lane.buffer
    lane.buffer = []
    lane.running = records.length === 0 ? Promise.resolve() : apply(partition, records)
    // Its failure is met at the next flush; until then it is not an unhandled one.
    lane.running.catch(() => undefined)
  }
  const onBatch = async (records: ProjectedRecord[]): Promise<void> => {
    const partition = records[0]?.position.partition
    if (partition === undefined) return
    const lane = lanes.get(partition) ?? { buffer: [], running: Promise.resolve() }
    lanes.set(partition, lane)
    for (const record of records) {
      lane.buffer.push(record)
      if (lane.buffer.length >= chunkSize) await flush(partition, lane)
    }
  }
  try {
    await log.readRange(topic, from, to, onBatch, signal === undefined ? {} : { signal })
    for (const [partition, lane] of lanes) await flush(partition, lane)
  } finally {
    await Promise.allSettled([...lanes.values()].map(({ running }) => running))
  }
  await Promise.all([...lanes.values()].map(({ running }) => running))
}
