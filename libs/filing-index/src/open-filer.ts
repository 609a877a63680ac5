import type { Pool } from 'pg'
import { claimFilerPartitions, ownedCheckpoint } from './checkpoint.js'
import type { Chunk, OutgoingRecord, RawRecord, Receipt, Source } from './chunk.js'
import { isOwnFault, reasonOf } from './failure.js'
import { fileChunk, type FiledChunk, type Filer } from './file-chunk.js'
import { forgetOutgoing, leftOutgoing } from './outgoing.js'

export type FilerOptions = Filer & {
  readonly pool: Pool
  /** Appends in order and resolves when Kafka has acknowledged everything. */
  readonly append: (records: readonly OutgoingRecord[]) => Promise<unknown>
  readonly onReceipts?: (source: Source, receipts: readonly Receipt[]) => void
}

export type RawBatch = {
  readonly source: Source
  readonly topic: string
  readonly partition: number
  readonly records: readonly RawRecord[]
}

export type PartitionFiler = {
  /** Takes partitions over and answers the next offset of each. */
  readonly claim: (source: Source, partitions: readonly number[]) => Promise<Map<number, number>>
  /** Files a batch and appends what came of it. A throw means: try the same batch again. */
  readonly file: (batch: RawBatch) => Promise<'applied' | 'fenced'>
}

/**
 * The filer of the partitions that this process owns. Per partition it knows the next offset and whether something may
 * be left to append; after any failure it asks the database again instead of trusting itself.
 */
export const openFiler = (options: FilerOptions): PartitionFiler => {
  const owned = new Map<string, Owned>()
  return {
    claim: async (source, partitions) => {
      const claimed = await claimFilerPartitions(options.pool, source, partitions)
      for (const [partition, { next, epoch }] of claimed)
        owned.set(`${source} ${partition}`, { next, epoch, sure: false })
      return new Map([...claimed].map(([partition, { next }]) => [partition, next]))
    },
    file: async (batch) => {
      const state = owned.get(`${batch.source} ${batch.partition}`)
      return state === undefined ? 'fenced' : fileBatch(options, state, batch)
    },
  }
}

type Owned = { next: number; readonly epoch: number; sure: boolean }

const fileBatch = async (options: FilerOptions, state: Owned, batch: RawBatch): Promise<'applied' | 'fenced'> => {
  if (!state.sure) {
    const next = await ownedCheckpoint(options.pool, { ...batch, epoch: state.epoch })
    if (next === undefined) return 'fenced'
    state.next = next
    await appendLeft(options, batch.source, batch.partition)
  }
  state.sure = false
  const records = batch.records.filter(({ offset }) => offset >= state.next)
  const outcome = records.length === 0 ? 'applied' : await fileRecords(options, state, { ...batch, records })
  state.sure = outcome === 'applied'
  return outcome
}

/** Appends what an earlier run or an earlier owner decided on and perhaps never appended. */
export const appendLeft = async (
  { pool, append }: Pick<FilerOptions, 'pool' | 'append'>,
  source: Source,
  partition: number,
): Promise<number> => {
  for (let appended = 0; ;) {
    const left = await leftOutgoing(pool, source, partition)
    if (left.records.length === 0) return appended
    await append(left.records)
    await forgetOutgoing(pool, left.ids)
    appended += left.records.length
  }
}

// A record that cannot be filed for its own sake must cost itself and not its neighbours: halve until it stands alone.
const fileRecords = async (options: FilerOptions, state: Owned, batch: RawBatch): Promise<'applied' | 'fenced'> => {
  const chunk: Chunk = { ...batch, epoch: state.epoch, next: state.next }
  let filed: FiledChunk
  try {
    filed = await fileChunk(options.pool, options, chunk)
  } catch (error) {
    if (!isOwnFault(error)) throw error
    const middle = Math.ceil(batch.records.length / 2)
    if (middle === batch.records.length) filed = await fileAlone(options, chunk)
    else {
      const first = await fileRecords(options, state, { ...batch, records: batch.records.slice(0, middle) })
      if (first === 'fenced') return 'fenced'
      return fileRecords(options, state, { ...batch, records: batch.records.slice(middle) })
    }
  }
  return settle(options, state, batch.source, filed)
}

/** One record once more, since a race is not its fault; then to quarantine with what stopped it. */
const fileAlone = async (options: FilerOptions, chunk: Chunk): Promise<FiledChunk> => {
  try {
    return await fileChunk(options.pool, options, chunk)
  } catch (error) {
    if (!isOwnFault(error)) throw error
    const rejected = { kind: 'rejected', code: 'FILING_FAILED', reason: reasonOf(error), problems: [] } as const
    const records = chunk.records.map((record): RawRecord => ({ ...record, content: rejected }))
    return fileChunk(options.pool, options, { ...chunk, records })
  }
}

const settle = async (
  { pool, append, onReceipts }: FilerOptions,
  state: Owned,
  source: Source,
  filed: FiledChunk,
): Promise<'applied' | 'fenced'> => {
  if (filed.outcome === 'fenced') return 'fenced'
  state.next = filed.next
  onReceipts?.(source, filed.receipts)
  if (filed.outgoing.records.length === 0) return 'applied'
  await append(filed.outgoing.records)
  await forgetOutgoing(pool, filed.outgoing.ids)
  return 'applied'
}
