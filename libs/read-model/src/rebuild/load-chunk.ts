import type { PoolClient } from 'pg'
import { compareBytes } from '#eventing'
import { copyRowsOf } from '../projection/encode.js'
import { noRows } from '../projection/fold-chunk.js'
import type { AliasRow, ChunkRows } from '../projection/rows.js'
import { eventTable, revisionTable } from '../projection/tables.js'
import { copyInto, writeChunk, type CheckpointMove } from '../projection/write-chunk.js'

/**
 * What a load writes in one transaction, gathered piece by piece. The two tables with a row an event are bytes already:
 * what an event was decoded to lives no longer than its piece, where the garbage collector would carry it about.
 */
export type LoadChunk = {
  records: number
  readonly revisions: Buffer[]
  readonly events: Buffer[]
  readonly aliases: Map<string, AliasRow>
  readonly rest: ChunkRows
}

/** A chunk of nothing, to be filled. */
export const openLoadChunk = (): LoadChunk => ({
  ...{ records: 0, revisions: [], events: [], aliases: new Map(), rest: noRows() },
})

/** Adds the rows of the records that follow those the chunk holds. */
export const addToLoadChunk = (chunk: LoadChunk, rows: ChunkRows): void => {
  chunk.revisions.push(copyRowsOf(revisionTable, rows.revisions))
  chunk.events.push(copyRowsOf(eventTable, rows.revisions))
  for (const alias of rows.aliases) if (!chunk.aliases.has(alias.name)) chunk.aliases.set(alias.name, alias)
  chunk.rest.effects.push(...rows.effects)
  chunk.rest.refused.push(...rows.refused)
  chunk.rest.poisons.push(...rows.poisons)
}

/** Writes a chunk as {@link writeChunk} does, in the transaction of the client. */
export const writeLoadChunk = async (
  client: PoolClient,
  schema: string,
  { revisions, events, aliases, rest }: LoadChunk,
  move: CheckpointMove,
): Promise<boolean> => {
  await copyInto(client, schema, revisionTable, revisions)
  await copyInto(client, schema, eventTable, events)
  const sorted = [...aliases.values()].sort((a, b) => compareBytes(a.name, b.name))
  return writeChunk(client, schema, { ...rest, aliases: sorted }, move)
}
