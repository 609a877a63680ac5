import type { Pool } from 'pg'
import { addCommandKeys, addKeys, lockNames, noKeys, reachesOut, type Incoming, type Keys, type Mint } from '#filing'
import { advanceCheckpoints } from './checkpoint.js'
import type { Chunk, OutgoingRecord, Receipt } from './chunk.js'
import { decideChunk, type DecidedChunk, type DecidedPlace } from './decide-chunk.js'
import { loadCommands } from './load/load-commands.js'
import { loadKnown } from './load/load-known.js'
import { lockEverything, lockKeys } from './lock.js'
import type { Outgoing } from './outgoing.js'
import { onePerRecord, quarantineRecord } from './quarantine-record.js'
import type { Bound } from './statement.js'
import { inTransaction, type Transaction } from './transaction.js'
import { commitDecided, eventRecords } from './write-decided.js'

/** What the filer brings along: names of the topics it appends to, and its dice. */
export type Filer = {
  readonly topics: { readonly incident: string; readonly quarantine: string }
  readonly mint: Mint
  /** The values of all records of one incident in the log of record, in their order. */
  readonly streamOf: (incident: string) => Promise<readonly string[]>
}

export type FiledChunks =
  | {
      readonly outcome: 'filed'
      /** Of each chunk. */
      readonly receipts: readonly (readonly Receipt[])[]
      /** To be appended now, in order; then {@link forgetOutgoing}. */
      readonly outgoing: Outgoing
    }
  /** Someone else owns the partitions of these chunks: nothing was written, of the others neither. */
  | { readonly outcome: 'fenced'; readonly fenced: readonly Chunk[] }

/**
 * Decides on chunks of different partitions, one after the other, and writes everything that follows from them in one
 * transaction: index, receipts, quarantine, the exact bytes to append, and the checkpoints by compare-and-set. Throws
 * what `pg` throws; after a lost connection the outcome is unknown, and `ownedCheckpoint` tells it. Writes `others` along.
 */
export const fileChunks = async (
  pool: Pool,
  filer: Filer,
  chunks: readonly Chunk[],
  others: readonly Bound[] = [],
): Promise<FiledChunks> => {
  const updates = chunks.flatMap(updatesOf)
  const keys = keysOf(chunks, updates)
  const first = await attempt(pool, filer, chunks, { keys, updates, others, everything: updates.some(reachesOut) })
  if (first !== 'wider') return first
  const second = await attempt(pool, filer, chunks, { keys, updates, others, everything: true })
  if (second === 'wider') throw new Error('everything was locked and still not enough')
  return second
}

type Plan = {
  readonly keys: Keys
  readonly updates: readonly Incoming[]
  readonly others: readonly Bound[]
  readonly everything: boolean
}

const attempt = (pool: Pool, filer: Filer, chunks: readonly Chunk[], plan: Plan): Promise<FiledChunks | 'wider'> =>
  inTransaction(pool, (transaction) => fileIn(transaction, filer, chunks, plan))

const fileIn = async (
  transaction: Transaction,
  filer: Filer,
  chunks: readonly Chunk[],
  plan: Plan,
): Promise<FiledChunks | 'wider'> => {
  const { client } = transaction
  // PostgreSQL takes one statement after the other: what is known is read once the locks are there.
  const [, fenced, known, taken] = await Promise.all([
    plan.everything ? lockEverything(client) : lockKeys(client, lockNames(plan.keys)),
    advanceCheckpoints(client, chunks),
    loadKnown(client, plan.keys, plan.updates),
    loadCommands(client, chunks.flatMap(commandIdsOf)),
  ])
  if (fenced.length > 0) return { outcome: 'fenced', fenced }
  // What waits here, for an item or under embargo, has to do with others: those must not be decided on elsewhere meanwhile.
  if (!plan.everything && known.pending.size + known.embargoes.size + known.wanted.size > 0) return 'wider'
  const decided = chunks.map((chunk): DecidedPlace => {
    const one = decideChunk(known, taken, chunk, filer.mint)
    for (const [id, command] of one.commands) taken.set(id, command)
    return { ...one, place: chunk, outgoing: outgoingOf(filer, chunk, one) }
  })
  const outgoing = await commitDecided(transaction, decided, plan.others)
  return { outcome: 'filed', receipts: decided.map(({ receipts }) => receipts), outgoing }
}

const outgoingOf = (filer: Filer, chunk: Chunk, { events, quarantined }: DecidedChunk): OutgoingRecord[] => [
  ...eventRecords(filer.topics.incident, events),
  ...onePerRecord(quarantined).map((entry) => quarantineRecord(filer.topics.quarantine, chunk, entry)),
]

const updatesOf = ({ records }: Chunk): readonly Incoming[] =>
  records.flatMap(({ content }) => (content.kind === 'updates' ? content.updates : []))

const commandIdsOf = ({ records }: Chunk): readonly string[] =>
  records.flatMap(({ content }) => (content.kind === 'command' ? [content.command.commandId] : []))

const keysOf = (chunks: readonly Chunk[], updates: readonly Incoming[]): Keys => {
  const keys = noKeys()
  for (const incoming of updates) addKeys(keys, incoming)
  for (const { content } of chunks.flatMap(({ records }) => records)) {
    if (content.kind === 'command') addCommandKeys(keys, content.command.incident, content.command.claims)
  }
  return keys
}
