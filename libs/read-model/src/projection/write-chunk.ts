import type { PoolClient } from 'pg'
import { restOf, type Chunk } from './chunk.js'
import { copyInto } from './copy-into.js'
import { pipelined } from './pipelined.js'
import { eventTable, revisionTable } from './tables.js'
import { isNotMoved, writeStatement, type CheckpointMove } from './write-statement.js'

/** `live`: whether readers are told; false for a version that nobody reads yet. */
type ChunkWrite = [client: PoolClient, schema: string, chunk: Chunk, moves: readonly CheckpointMove[], live: boolean]

/**
 * Writes a chunk and moves the checkpoints of its partitions; false where one of them belongs to someone else, and then
 * roll back. Live chunks are small, and one statement for everything pays one round trip; in catching up the two tables
 * with a row an event are copied first, in the same transaction.
 */
export const writeChunk = async (...[client, schema, chunk, moves, live]: ChunkWrite): Promise<boolean> => {
  if (chunk.copies) {
    await copyInto(client, schema, revisionTable, chunk.revisionBytes)
    await copyInto(client, schema, eventTable, chunk.eventBytes)
  }
  try {
    const aim = { tells: live, searches: live && !chunk.copies }
    const { name, text, values } = writeStatement(schema, restOf(chunk), moves, aim)
    await client.query({ name, text, values: [...values] })
    return true
  } catch (error) {
    if (isNotMoved(error)) return false
    throw error
  }
}

/**
 * As {@link writeChunk}, and ends the transaction. Throws what `pg` throws; whether it was committed may not be known then.
 */
export const commitChunk = async (...write: ChunkWrite): Promise<boolean> => {
  const [client, , chunk] = write
  // Behind the one statement of a small chunk COMMIT need not wait: PostgreSQL rolls back what that aborted, and had it
  // never gone out, there would be nothing to commit.
  if (!chunk.copies) return (await pipelined(client, () => [writeChunk(...write), client.query('COMMIT')]))[0]
  const moved = await writeChunk(...write)
  await client.query(moved ? 'COMMIT' : 'ROLLBACK')
  return moved
}
