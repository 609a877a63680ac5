import { EventLogError } from './errors.js'
import type { Fetched, LogReader } from './log-reader.js'
import type { LogRecord } from './log-record.js'
import { backoff, pause } from './pause.js'

type Range = { readonly partition: number; next: number; readonly end: number }

export type RangeRequest = {
  readonly topic: string
  readonly from: ReadonlyMap<number, number>
  readonly to: ReadonlyMap<number, number>
  readonly onBatch: (records: LogRecord[]) => Promise<void> | void
  readonly signal?: AbortSignal | undefined
}

const fetchBytes = 4 * 1024 * 1024
const lanes = 4
const patienceMs = 60_000

/**
 * Reads every partition of `to` from its offset in `from` (0 if none) up to, without, the one in `to`. `onBatch` is called for one
 * batch at a time; meanwhile the next batches of up to four partitions are fetched. A broker that is away is waited for, up to 60 s.
 */
export const readRange = async (
  reader: LogReader,
  { topic, from, to, onBatch, signal }: RangeRequest,
): Promise<void> => {
  const ranges = [...to]
    .map(([partition, end]): Range => ({ partition, next: from.get(partition) ?? 0, end }))
    .filter(({ next, end }) => next < end)
  if (ranges.length === 0) return
  await refuseBeyondLog(reader, topic, ranges)
  // One failure stops the other lanes too: nobody wants the rest of a broken read.
  const stop = new AbortController()
  const ended = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
  let turn: Promise<void> = Promise.resolve()
  const deliver = (records: LogRecord[]): Promise<void> => {
    const mine = turn.then(async () => {
      ended.throwIfAborted()
      await onBatch(records)
    })
    turn = mine.catch(() => undefined)
    return mine
  }
  const lane = async (): Promise<void> => {
    for (let range = ranges.shift(); range !== undefined; range = ranges.shift())
      await readPartition(reader, topic, range, deliver, ended)
  }
  try {
    await Promise.all(Array.from({ length: Math.min(lanes, ranges.length) }, lane))
  } catch (error) {
    stop.abort(error)
    throw error
  }
}

const refuseBeyondLog = async (reader: LogReader, topic: string, ranges: readonly Range[]): Promise<void> => {
  const known = new Map((await reader.offsets(topic)).map((offsets) => [offsets.partition, offsets]))
  for (const { partition, next, end } of ranges) {
    const { low, high } = known.get(partition) ?? { low: 0, high: 0 }
    if (end > high)
      throw new EventLogError('WRONG_LOG', `${topic}/${partition} ends at ${high}, before ${end}`, {
        position: { topic, partition, offset: high },
      })
    if (next < low)
      throw new EventLogError('LOST_HISTORY', `${topic}/${partition} begins at ${low}, after ${next}`, {
        position: { topic, partition, offset: next },
      })
  }
}

const readPartition = async (
  reader: LogReader,
  topic: string,
  range: Range,
  deliver: (records: LogRecord[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> => {
  const fetchNext = (): Promise<Fetched> => {
    const fetching = fetchPatiently(reader, topic, range.partition, range.next, signal)
    fetching.catch(() => undefined)
    return fetching
  }
  let ahead = fetchNext()
  while (range.next < range.end) {
    signal.throwIfAborted()
    const { records } = await ahead
    const wanted = records.filter(({ position }) => position.offset < range.end)
    refuseGap(topic, range, wanted)
    range.next += wanted.length
    if (range.next < range.end) ahead = fetchNext()
    if (wanted.length > 0) await deliver(wanted)
  }
}

// Offsets are dense: no transactions of ours, no compaction, nothing is ever deleted. So a hole is lost history, never normal.
const refuseGap = (topic: string, { partition, next }: Range, records: readonly LogRecord[]): void => {
  const hole = records.find(({ position }, index) => position.offset !== next + index)
  if (hole === undefined) return
  throw new EventLogError('GAP_IN_LOG', `${topic}/${partition} jumps to ${hole.position.offset}`, {
    position: hole.position,
  })
}

const fetchPatiently = async (
  reader: LogReader,
  topic: string,
  partition: number,
  offset: number,
  signal: AbortSignal,
): Promise<Fetched> => {
  const since = Date.now()
  for (let attempt = 0; ; attempt++) {
    try {
      return await reader.fetch(topic, partition, offset, fetchBytes)
    } catch (error) {
      const mayRecover = error instanceof EventLogError && error.retriable && Date.now() - since < patienceMs
      if (!mayRecover || signal.aborted) throw error
      await pause(backoff(attempt), signal)
    }
  }
}
