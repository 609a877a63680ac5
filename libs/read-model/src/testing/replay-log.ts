import type { ReplayLog } from '../rebuild/replay-log.js'
import type { RecordLog } from './records.js'

/** The port of a replay over a log in memory, in batches of one size. */
export const replayLogOf = ({ records }: RecordLog, batchSize = 7): ReplayLog => ({
  offsets: () => Promise.resolve(records.map((lane, partition) => ({ partition, low: 0, high: lane.length }))),
  readRange: async (_topic, from, to, onBatch, { signal } = {}) => {
    for (const [partition, end] of to) {
      for (let at = from.get(partition) ?? 0; at < end; at += batchSize) {
        signal?.throwIfAborted()
        await onBatch((records[partition] ?? []).slice(at, Math.min(end, at + batchSize)))
      }
    }
  },
})
