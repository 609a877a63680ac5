import { compareBytes, compareTimes } from '#eventing'
import { copyRowsOf } from './encode.js'
import { noRows } from './fold-chunk.js'
import type { AliasRow, ChunkRows } from './rows.js'
import { eventTable, revisionTable } from './tables.js'

/**
 * What is written in one transaction, gathered piece by piece. In a large chunk the two tables with a row an event are
 * bytes already: what an event was decoded to lives no longer than its piece, where the garbage collector would carry it
 * about.
 */
export type Chunk = {
  /** Whether rows are made bytes for COPY; a small chunk keeps them for the one statement that writes all of it. */
  readonly copies: boolean
  records: number
  readonly revisionBytes: Buffer[]
  readonly eventBytes: Buffer[]
  /** Of each name who was given it first. */
  readonly aliases: Map<string, AliasRow>
  readonly rest: ChunkRows
}

/** A chunk of this many events is worth two more round trips: COPY takes a third of what an INSERT of arrays takes. */
export const worthCopying = 200

/**
 * So many records are decoded and folded before the next are decoded. The nursery is collected in the middle of a piece, and
 * copies what is in use: with 250 it took a tenth longer, and the process 30 MB more (ADR 25).
 */
export const pieceSize = 60

/** A chunk of nothing, to be filled with so many records. */
export const openChunk = (due: number): Chunk => ({
  ...{ copies: due >= worthCopying, records: 0 },
  ...{ revisionBytes: [], eventBytes: [], aliases: new Map(), rest: noRows() },
})

/** Adds the rows of so many records, which follow those that the chunk holds. */
export const addToChunk = (chunk: Chunk, records: number, rows: ChunkRows): void => {
  chunk.records += records
  if (chunk.copies) {
    chunk.revisionBytes.push(copyRowsOf(revisionTable, rows.revisions))
    chunk.eventBytes.push(copyRowsOf(eventTable, rows.revisions))
  } else chunk.rest.revisions.push(...rows.revisions)
  for (const alias of rows.aliases) {
    const other = chunk.aliases.get(alias.name)
    if (other === undefined || compareGiven(alias, other) < 0) chunk.aliases.set(alias.name, alias)
  }
  chunk.rest.effects.push(...rows.effects)
  chunk.rest.refused.push(...rows.refused)
  chunk.rest.poisons.push(...rows.poisons)
}

// As the table settles it between chunks: the broker's clock may have stepped back within one.
const compareGiven = ({ recorded: a }: AliasRow, { recorded: b }: AliasRow): number =>
  compareTimes(a.recordedAt, b.recordedAt) ||
  a.position.partition - b.position.partition ||
  a.position.offset - b.position.offset

/** What of a chunk goes into the one statement. */
export const restOf = ({ rest, aliases }: Chunk): ChunkRows => ({
  ...rest,
  // Sorted, because lanes that lock rows in one order cannot wait for one another in a circle.
  aliases: [...aliases.values()].sort((a, b) => compareBytes(a.name, b.name)),
})
