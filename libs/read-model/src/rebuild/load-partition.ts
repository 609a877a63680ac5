import type { Pool } from 'pg'
import type { Incident, Policy, Sha256 } from '#incident'
import { addToChunk, openChunk, pieceSize, type Chunk } from '../projection/chunk.js'
import { foldChunk } from '../projection/fold-chunk.js'
import type { ProjectedRecord } from '../projection/read-record.js'
import { readRecords, unseen } from '../projection/read-records.js'
import type { ChunkRows } from '../projection/rows.js'
import { addStates, incidentIn, type Touched } from '../projection/touched.js'
import { writeChunk } from '../projection/write-chunk.js'
import type { CheckpointMove } from '../projection/write-statement.js'
import { ProjectionError } from '../schema/registry.js'
import { inTransaction } from './building-version.js'
import type { ReplayLog } from './replay-log.js'

export type PartitionLoad = {
  readonly pool: Pool
  readonly log: ReplayLog
  readonly topic: string
  readonly schema: string
  readonly sha256: Sha256
  readonly policy: Policy
  readonly partition: number
  readonly epoch: number
  /** The checkpoint: what an interrupted load has written already. */
  readonly written: number
  readonly end: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress: (events: number) => void
}

// Large chunks are what makes a load fast; a chunk of this size is still a fraction of a second of work.
const chunkSize = 4000
const statesAtATime = 2000

/**
 * Fills a fresh version from the beginning of one partition, which nobody else writes: folds it wholly in memory, copies
 * revisions and events as they come, and writes each incident's state once, at the end. After an interruption it folds
 * from the beginning again and writes what is missing. Throws {@link ProjectionError} `FENCED` where another process
 * took the version over.
 */
export const loadPartition = async (load: PartitionLoad): Promise<void> => {
  const { log, topic, partition, end, written, onProgress, signal } = load
  const incidents = new Map<string, Touched>()
  const incidentOf = (id: string): Incident => incidentIn(incidents, id, load)
  const seen = new Set<string>()
  let piece: ProjectedRecord[] = []
  let chunk = openChunk(chunkSize)
  let place = 0
  let writing: Promise<void> = Promise.resolve()
  const fold = (): void => {
    const rows = foldRecords(piece, seen, incidentOf)
    place += piece.length
    if (place > written) addToChunk(chunk, piece.length, rows)
    else chunk.records += piece.length
    piece = []
  }
  const flush = async (): Promise<void> => {
    if (piece.length > 0) fold()
    const full = chunk
    chunk = openChunk(chunkSize)
    if (full.records === 0) return
    onProgress(full.records)
    if (place <= written) return
    // The next chunk is folded while this one is written, and no further ahead.
    await writing
    writing = write(load, full, { expected: place - full.records, next: place })
    writing.catch(() => undefined)
  }
  const onBatch = async (records: ProjectedRecord[]): Promise<void> => {
    for (const record of records) {
      piece.push(record)
      // What was written before ends at the checkpoint, and so must a piece and its chunk.
      const resumes = place + piece.length === written
      if (piece.length >= pieceSize || resumes) fold()
      if (chunk.records >= chunkSize || resumes) await flush()
    }
  }
  const options = signal === undefined ? {} : { signal }
  try {
    await log.readRange(topic, new Map([[partition, 0]]), new Map([[partition, end]]), onBatch, options)
    await flush()
  } finally {
    await writing.catch(() => undefined)
  }
  await writing
  await writeStates(load, [...incidents.values()])
}

const foldRecords = (
  records: readonly ProjectedRecord[],
  seen: Set<string>,
  incidentOf: (id: string) => Incident,
): ChunkRows => {
  const { events, poisons } = readRecords(records)
  return foldChunk(unseen(events, seen), poisons, incidentOf)
}

const write = (
  { pool, schema, partition, epoch }: PartitionLoad,
  chunk: Chunk,
  place: Pick<CheckpointMove, 'expected' | 'next'>,
): Promise<void> =>
  inTransaction(pool, async (client) => {
    if (!(await writeChunk(client, schema, chunk, [{ partition, epoch, ...place }], false)))
      throw new ProjectionError('FENCED', `another process took ${schema} over, or dropped it`)
  })

const writeStates = async (load: PartitionLoad, incidents: readonly Touched[]): Promise<void> => {
  const place = { expected: load.end, next: load.end }
  for (let at = 0; at < incidents.length; at += statesAtATime) {
    const chunk = openChunk(0)
    addStates(chunk.rest, incidents.slice(at, at + statesAtATime))
    await write(load, chunk, place)
  }
}
