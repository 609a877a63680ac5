import type { ClientBase, Pool } from 'pg'
import { addEmbargoKeys, addItemKey, decideDue, inDueOrder, noKeys, type Embargo } from '#filing'
import { holdCheckpoint } from './checkpoint.js'
import type { Chunk, Place } from './chunk.js'
import { addPatches, nothingDecided, type DecidedChunk } from './decide-chunk.js'
import type { Filer } from './file-chunks.js'
import { loadDue } from './load/load-embargoes.js'
import { loadKnown } from './load/load-known.js'
import { lockEverything } from './lock.js'
import type { Outgoing } from './outgoing.js'
import { inTransaction, type Transaction } from './transaction.js'
import { commitDecided, eventRecords } from './write-decided.js'

/** Most embargoes that one transaction ends. */
const mostAtOnce = 200

/** A partition and the epoch in which it is ours. */
type Owned = Place & Pick<Chunk, 'epoch'>

export type FiledDue =
  { readonly outcome: 'filed'; readonly due: number; readonly outgoing: Outgoing } | { readonly outcome: 'fenced' }

/**
 * Files what waits under embargo and is due by `at` (ISO 8601 UTC, the filer's clock), in one transaction as a chunk is
 * filed: decided once, written down, then appended. Only the owner of the partition it came in may: anyone else is
 * fenced.
 */
export const fileDue = (pool: Pool, filer: Filer, place: Owned, at: string): Promise<FiledDue> =>
  inTransaction(pool, (transaction) => fileIn(transaction, filer, place, at))

const fileIn = async (transaction: Transaction, filer: Filer, place: Owned, at: string): Promise<FiledDue> => {
  const { client } = transaction
  const [, isOurs, due] = await Promise.all([
    lockEverything(client),
    holdCheckpoint(client, place),
    loadDue(client, place.partition, at, mostAtOnce),
  ])
  if (!isOurs) return { outcome: 'fenced' }
  const decided = await decide(client, filer, due, at)
  const written = { ...decided, place, outgoing: eventRecords(filer.topics.incident, decided.events) }
  const outgoing = await commitDecided(transaction, [written])
  return { outcome: 'filed', due: due.length, outgoing }
}

const decide = async (
  client: ClientBase,
  { mint }: Filer,
  due: readonly Embargo[],
  at: string,
): Promise<DecidedChunk> => {
  const decided = nothingDecided()
  const keys = noKeys()
  for (const row of due) {
    addEmbargoKeys(keys, row)
    addItemKey(keys, row)
  }
  const known = await loadKnown(client, keys, [])
  for (const row of inDueOrder(due)) {
    const { events, changes } = decideDue(known, row, at, mint)
    decided.events.push(...events)
    decided.changes.push(...changes)
    addPatches(decided.patches, events)
  }
  return decided
}
