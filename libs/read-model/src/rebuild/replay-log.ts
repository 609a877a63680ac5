import type { ProjectedRecord } from '../projection/read-record.js'

/** What a replay needs of the log; the event log has it. */
export type ReplayLog = {
  readonly offsets: (
    topic: string,
  ) => Promise<readonly { readonly partition: number; readonly low: number; readonly high: number }[]>
  readonly readRange: (
    topic: string,
    from: ReadonlyMap<number, number>,
    to: ReadonlyMap<number, number>,
    onBatch: (records: ProjectedRecord[]) => Promise<void> | void,
    options?: { signal?: AbortSignal },
  ) => Promise<void>
}

/** Offsets by partition. */
export type Offsets = ReadonlyMap<number, number>

/** How many records lie between two places. */
export const distance = (from: Offsets, to: Offsets): number =>
  [...to].reduce((sum, [partition, end]) => sum + Math.max(0, end - (from.get(partition) ?? 0)), 0)
