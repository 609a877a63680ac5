import type { Pool } from 'pg'
import { nextOf } from './checkpoint.js'
import type { Chunk, OutgoingRecord, Receipt, Source } from './chunk.js'
import { isOwnFault } from './failure.js'
import { fileChunks, type FiledChunks, type Filer } from './file-chunks.js'
import type { Acknowledged } from './acknowledged.js'
import type { Outgoing } from './outgoing.js'

export type Appending = {
  readonly pool: Pool
  /** Appends in order and resolves when Kafka has acknowledged everything. */
  readonly append: (records: readonly OutgoingRecord[]) => Promise<unknown>
  readonly acknowledged: Acknowledged
  readonly onReceipts?: (source: Source, receipts: readonly Receipt[]) => void
}

/** What became of one chunk: filed and appended up to an offset, or not ours. */
export type FiledChunk = { readonly outcome: 'filed'; readonly next: number } | { readonly outcome: 'fenced' }

/** Transactions under way at a time: while one waits for PostgreSQL or Kafka, the records of another are decided on. */
const atOnce = 2
/** A transaction takes what waits until it has so many records. */
const enoughRecords = 1000

type Waiting = {
  readonly chunk: Chunk
  readonly resolve: (filed: FiledChunk) => void
  readonly reject: (error: unknown) => void
}

/**
 * Files chunks of whatever partitions are there at the time in one transaction, for most of what filing costs is paid
 * once a transaction: what comes while others are under way makes up the next. A chunk whose own fault fails those
 * beside it is filed alone, and rejected alone.
 */
export const filingTogether = (options: Filer & Appending): ((chunk: Chunk) => Promise<FiledChunk>) => {
  const waiting: Waiting[] = []
  let underWay = 0

  const run = async (): Promise<void> => {
    // A turn of the event loop later, so that what was fetched together is filed together.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) await fileGroup(options, takeGroup(waiting))
    underWay--
  }
  const start = (): void => {
    if (underWay === atOnce) return
    underWay++
    void run()
  }
  return (chunk) =>
    new Promise((resolve, reject) => {
      waiting.push({ chunk, resolve, reject })
      start()
    })
}

const takeGroup = (waiting: Waiting[]): Waiting[] => {
  let records = 0
  const more = waiting.findIndex(({ chunk }) => (records += chunk.records.length) >= enoughRecords)
  return waiting.splice(0, more < 0 ? waiting.length : more + 1)
}

/** Settles every chunk of the group, whatever happens. */
const fileGroup = async (options: Filer & Appending, group: readonly Waiting[]): Promise<void> => {
  const chunks = group.map(({ chunk }) => chunk)
  let filed: FiledChunks
  try {
    filed = await options.acknowledged.forgotBy(
      (forgetting) => fileChunks(options.pool, options, chunks, forgetting),
      ({ outcome }) => outcome === 'filed',
    )
  } catch (error) {
    if (group.length === 1 || !isOwnFault(error)) return rejectAll(group, error)
    for (const one of group) await fileGroup(options, [one])
    return
  }
  if (filed.outcome === 'filed') {
    return settle(options, chunks, filed).then(
      () => group.forEach(({ chunk, resolve }) => resolve({ outcome: 'filed', next: nextOf(chunk) })),
      (error: unknown) => rejectAll(group, error),
    )
  }
  const { fenced } = filed
  const isFenced = ({ chunk }: Waiting): boolean => fenced.includes(chunk)
  for (const { resolve } of group.filter(isFenced)) resolve({ outcome: 'fenced' })
  const ours = group.filter((one) => !isFenced(one))
  if (ours.length > 0) await fileGroup(options, ours)
}

const rejectAll = (group: readonly Waiting[], error: unknown): void => {
  for (const { reject } of group) reject(error)
}

/** Reports what was written and appends what it came to. */
export const settle = async (
  options: Appending,
  chunks: readonly Chunk[],
  { receipts, outgoing }: FiledChunks & { outcome: 'filed' },
): Promise<void> => {
  chunks.forEach(({ source }, at) => options.onReceipts?.(source, receipts[at] ?? []))
  await appendOutgoing(options, outgoing)
}

/** Appends what was decided on, which is forgotten once Kafka has it. */
export const appendOutgoing = async (
  { append, acknowledged }: Pick<Appending, 'append' | 'acknowledged'>,
  { records, ids }: Outgoing,
): Promise<void> => {
  if (records.length === 0) return
  await append(records)
  acknowledged.add(ids)
}
