import { openAcknowledged } from './acknowledged.js'
import { claimFilerPartitions, nextOf, ownedCheckpoint } from './checkpoint.js'
import type { Chunk, Place, RawRecord, Source } from './chunk.js'
import { isOwnFault, reasonOf } from './failure.js'
import { duePartitions } from './due-partitions.js'
import { fileDue } from './file-due.js'
import { fileRelink } from './file-relink.js'
import type { Filer } from './file-chunks.js'
import { appendOutgoing, filingTogether, settle, type Appending, type FiledChunk } from './file-together.js'
import { forgetOutgoing, leftOutgoing } from './outgoing.js'

export type FilerOptions = Filer & Omit<Appending, 'acknowledged'>
export type RawBatch = Place & { readonly records: readonly RawRecord[] }

export type PartitionFiler = {
  /** Takes partitions over and answers the next offset of each. */
  readonly claim: (source: Source, partitions: readonly number[]) => Promise<Map<number, number>>
  /** Files a batch and appends what came of it. A throw means: try the same batch again. */
  readonly file: (batch: RawBatch) => Promise<'applied' | 'fenced'>
  /** Files what waits under embargo in the partitions it owns and is due by `at`, ISO 8601 UTC; answers how much. */
  readonly fileDue: (topic: string, at: string) => Promise<number>
  /** Forgets what was appended, so that nobody appends it again. */
  readonly settle: () => Promise<void>
}

/**
 * The filer of the partitions that this process owns. Per partition it knows the next offset and whether something may
 * be left to append; after any failure it asks the database again instead of trusting itself.
 */
export const openFiler = (filerOptions: FilerOptions): PartitionFiler => {
  const acknowledged = openAcknowledged(filerOptions.pool)
  const appending = { ...filerOptions, acknowledged }
  const options = { ...appending, fileChunk: filingTogether(appending) }
  const owned = new Map<string, Owned>()
  return {
    claim: async (source, partitions) => {
      const claimed = await claimFilerPartitions(options.pool, source, partitions)
      for (const [partition, { next, epoch }] of claimed)
        owned.set(`${source} ${partition}`, { next, epoch, sure: false, turn: Promise.resolve() })
      return new Map([...claimed].map(([partition, { next }]) => [partition, next]))
    },
    file: async (batch) => {
      const state = owned.get(`${batch.source} ${batch.partition}`)
      return state === undefined ? 'fenced' : inTurn(state, () => fileBatch(options, state, batch))
    },
    fileDue: async (topic, at) => {
      let filed = 0
      for (const partition of await duePartitions(options.pool, at)) {
        const state = owned.get(`wire ${partition}`)
        if (state === undefined) continue
        filed += await inTurn(state, () => fileDueOf(options, state, { source: 'wire', topic, partition }, at))
      }
      return filed
    },
    settle: acknowledged.forget,
  }
}

type Owned = { next: number; readonly epoch: number; sure: boolean; turn: Promise<unknown> }

/** One thing at a time a partition: its appends stand in the order of its decisions. */
const inTurn = <Result>(state: Owned, work: () => Promise<Result>): Promise<Result> => {
  const result = state.turn.then(work, work)
  state.turn = result.catch(() => undefined)
  return result
}

type Filing = Filer & Appending & { readonly fileChunk: (chunk: Chunk) => Promise<FiledChunk> }

const fileDueOf = async (options: Filing, state: Owned, place: Place, at: string): Promise<number> => {
  if (!(await isSure(options, state, place))) return 0
  state.sure = false
  const filed = await fileDue(options.pool, options, { ...place, epoch: state.epoch }, at)
  if (filed.outcome === 'fenced') return 0
  await appendOutgoing(options, filed.outgoing)
  state.sure = true
  return filed.due
}

/** Knows the checkpoint and that nothing is left to append; false where someone else owns the partition by now. */
const isSure = async (options: FilerOptions, state: Owned, place: Place): Promise<boolean> => {
  if (state.sure) return true
  const next = await ownedCheckpoint(options.pool, { ...place, epoch: state.epoch })
  if (next === undefined) return false
  state.next = next
  await appendLeft(options, place.source, place.partition)
  return true
}

const fileBatch = async (options: Filing, state: Owned, batch: RawBatch): Promise<'applied' | 'fenced'> => {
  if (!(await isSure(options, state, batch))) return 'fenced'
  state.sure = false
  const records = batch.records.filter(({ offset }) => offset >= state.next)
  for (const chunk of withRelinksAlone(records)) {
    if ((await fileRecords(options, state, { ...batch, records: chunk })) === 'fenced') return 'fenced'
  }
  state.sure = true
  return 'applied'
}

/** The records in their order, those before, between and after relinks together. */
const withRelinksAlone = (records: readonly RawRecord[]): readonly (readonly RawRecord[])[] => {
  const chunks: RawRecord[][] = []
  let apart = true
  for (const record of records) {
    const isRelink = record.content.kind === 'relink'
    if (apart || isRelink) chunks.push([record])
    else chunks.at(-1)?.push(record)
    apart = isRelink
  }
  return chunks
}

/** Appends what an earlier run or an earlier owner decided on and perhaps never appended. */
export const appendLeft = async (
  { pool, append }: Pick<Appending, 'pool' | 'append'>,
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
const fileRecords = async (options: Filing, state: Owned, batch: RawBatch): Promise<'applied' | 'fenced'> => {
  const chunk: Chunk = { ...batch, epoch: state.epoch, next: state.next }
  let filed: FiledChunk
  try {
    filed = await fileAnything(options, chunk)
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
  if (filed.outcome === 'fenced') return 'fenced'
  state.next = filed.next
  return 'applied'
}

const fileAnything = async (options: Filing, chunk: Chunk): Promise<FiledChunk> => {
  const content = chunk.records[0]?.content
  if (content?.kind !== 'relink') return options.fileChunk(chunk)
  // It waits until all of an incident is appended, which what is still to be forgotten looks as if it were not.
  await options.acknowledged.forget()
  const filed = await fileRelink(options.pool, options, chunk, content.command)
  if (filed.outcome === 'fenced') return { outcome: 'fenced' }
  await settle(options, [chunk], filed)
  return { outcome: 'filed', next: nextOf(chunk) }
}

/** One record once more, since a race is not its fault; then to quarantine with what stopped it. */
const fileAlone = async (options: Filing, chunk: Chunk): Promise<FiledChunk> => {
  try {
    return await fileAnything(options, chunk)
  } catch (error) {
    if (!isOwnFault(error)) throw error
    const rejected = { kind: 'rejected', code: 'FILING_FAILED', reason: reasonOf(error), problems: [] } as const
    const records = chunk.records.map((record): RawRecord => ({ ...record, content: rejected }))
    return options.fileChunk({ ...chunk, records })
  }
}
