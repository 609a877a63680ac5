import type { ClientBase, Pool } from 'pg'
import { addCommandKeys, addKeys, lockNames, noKeys, reachesOut, type Incoming, type Keys, type Mint } from '#filing'
import { advanceCheckpoint } from './checkpoint.js'
import type { Chunk, OutgoingRecord, Receipt } from './chunk.js'
import { decideChunk, type DecidedChunk } from './decide-chunk.js'
import { loadCommands } from './load/load-commands.js'
import { loadKnown } from './load/load-known.js'
import { lockEverything, lockKeys } from './lock.js'
import type { Outgoing } from './outgoing.js'
import { quarantineRecord } from './quarantine-record.js'
import { inTransaction } from './transaction.js'
import { eventRecords, writeDecided } from './write-decided.js'

/** What the filer brings along: names of the topics it appends to, and its dice. */
export type Filer = {
  readonly topics: { readonly incident: string; readonly quarantine: string }
  readonly mint: Mint
  /** The values of all records of one incident in the log of record, in their order. */
  readonly streamOf: (incident: string) => Promise<readonly string[]>
}

export type FiledChunk =
  | {
      readonly outcome: 'filed'
      readonly next: number
      readonly receipts: readonly Receipt[]
      /** To be appended now, in order; then {@link forgetOutgoing}. */
      readonly outgoing: Outgoing
    }
  /** Someone else owns the partition: nothing was written. */
  | { readonly outcome: 'fenced' }

/**
 * Decides on a chunk and writes everything that follows from it in one transaction: index, receipts, quarantine, the
 * exact bytes to append, and the checkpoint by compare-and-set. Throws what `pg` throws; after a lost connection the
 * outcome is unknown, and `ownedCheckpoint` tells it.
 */
export const fileChunk = async (pool: Pool, filer: Filer, chunk: Chunk): Promise<FiledChunk> => {
  const updates = chunk.records.flatMap(({ content }) => (content.kind === 'updates' ? content.updates : []))
  const keys = keysOf(chunk, updates)
  const first = await attempt(pool, filer, chunk, { keys, updates, everything: updates.some(reachesOut) })
  if (first !== 'wider') return first
  const second = await attempt(pool, filer, chunk, { keys, updates, everything: true })
  if (second === 'wider') throw new Error('everything was locked and still not enough')
  return second
}

type Plan = { readonly keys: Keys; readonly updates: readonly Incoming[]; readonly everything: boolean }

const attempt = (pool: Pool, filer: Filer, chunk: Chunk, plan: Plan): Promise<FiledChunk | 'wider'> =>
  inTransaction(
    pool,
    (client) => fileIn(client, filer, chunk, plan),
    (result) => result !== 'wider' && result.outcome === 'filed',
  )

const fileIn = async (client: ClientBase, filer: Filer, chunk: Chunk, plan: Plan): Promise<FiledChunk | 'wider'> => {
  await (plan.everything ? lockEverything(client) : lockKeys(client, lockNames(plan.keys)))
  const known = await loadKnown(client, plan.keys, plan.updates)
  // What waits here, for an item or under embargo, has to do with others: those must not be decided on elsewhere meanwhile.
  if (!plan.everything && known.pending.size + known.embargoes.size + known.wanted.size > 0) return 'wider'
  const taken = await loadCommands(
    client,
    chunk.records.flatMap(({ content }) => (content.kind === 'command' ? [content.command.commandId] : [])),
  )
  const decided = decideChunk(known, taken, chunk, filer.mint)
  const records = outgoingOf(filer, chunk, decided)
  const ids = await writeDecided(client, chunk, decided, records)
  const next = (chunk.records.at(-1)?.offset ?? chunk.next - 1) + 1
  if (!(await advanceCheckpoint(client, chunk, next))) return { outcome: 'fenced' }
  return { outcome: 'filed', next, receipts: decided.receipts, outgoing: { ids, records } }
}

const outgoingOf = (filer: Filer, chunk: Chunk, { events, quarantined }: DecidedChunk): OutgoingRecord[] => [
  ...eventRecords(filer.topics.incident, events),
  ...[...new Map(quarantined.map((entry) => [entry.record.offset, entry])).values()].map((entry) =>
    quarantineRecord(filer.topics.quarantine, chunk, entry),
  ),
]

const keysOf = (chunk: Chunk, updates: readonly Incoming[]): Keys => {
  const keys = noKeys()
  for (const incoming of updates) addKeys(keys, incoming)
  for (const { content } of chunk.records) {
    if (content.kind === 'command') addCommandKeys(keys, content.command.incident, content.command.claims)
  }
  return keys
}
