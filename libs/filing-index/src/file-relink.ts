import type { ClientBase, Pool } from 'pg'
import { decideRelink, decodeEvent, isIncidentName, type RelinkCommand, type RelinkDecision } from '#filing'
import { advanceCheckpoints } from './checkpoint.js'
import type { Chunk, RawRecord, Receipt, TakenCommand } from './chunk.js'
import { nothingDecided, positionOf, repeatedCommand } from './decide-chunk.js'
import type { FiledChunks, Filer } from './file-chunks.js'
import { FilingIndexError } from './filing-index-error.js'
import { loadCommands } from './load/load-commands.js'
import { lockEverything } from './lock.js'
import { namedIncident, standsFor } from './resolve-incident.js'
import { inTransaction, type Transaction } from './transaction.js'
import { commitDecided, eventRecords } from './write-decided.js'
import { writeRelinked } from './write/write-relinked.js'

/**
 * Files one relink, alone in its chunk and with the whole index locked: it is decided on all events of an incident,
 * which nobody may add to meanwhile. Otherwise as a chunk is filed. Throws {@link FilingIndexError} `FILING_EVENTS_OUTSTANDING`
 * where events of the incident are decided on and not appended: try again.
 */
export const fileRelink = (pool: Pool, filer: Filer, chunk: Chunk, command: RelinkCommand): Promise<FiledChunks> =>
  inTransaction(pool, (transaction) => fileIn(transaction, filer, chunk, command))

const fileIn = async (
  transaction: Transaction,
  filer: Filer,
  chunk: Chunk,
  command: RelinkCommand,
): Promise<FiledChunks> => {
  const { client } = transaction
  const [record] = chunk.records
  if (record === undefined) return { outcome: 'fenced', fenced: [chunk] }
  const [, fenced, taken] = await Promise.all([
    lockEverything(client),
    advanceCheckpoints(client, [chunk]),
    loadCommands(client, [command.commandId]),
  ])
  if (fenced.length > 0) return { outcome: 'fenced', fenced }
  const before = taken.get(command.commandId)
  const filed = before === undefined ? await decided(client, filer, chunk, record, command) : undefined
  const events = filed?.outcome === 'filed' ? filed.events : []
  const position = positionOf(chunk, record)
  const left = events.at(-1)
  const receipt = before === undefined ? receiptOf(filed) : repeatedCommand(before)
  const receipts: Receipt[] = [{ offset: record.offset, ...receipt }]
  const own: TakenCommand = {
    ...{ commandId: command.commandId, position, incident: left?.incident ?? null, eventId: left?.id ?? null },
  }
  const commands = before === undefined ? new Map([[command.commandId, own]]) : new Map<string, TakenCommand>()
  const written = {
    ...nothingDecided(),
    receipts,
    commands,
    place: chunk,
    outgoing: eventRecords(filer.topics.incident, events),
  }
  const relinked = filed?.outcome === 'filed' ? writeRelinked(filed.relinked, command.into) : []
  const outgoing = await commitDecided(transaction, [written], relinked)
  return { outcome: 'filed', receipts: [receipts], outgoing }
}

type Decided = RelinkDecision | undefined

const receiptOf = (filed: Decided): Omit<Receipt, 'offset'> => {
  if (filed?.outcome !== 'filed')
    return { status: 'rejected', updates: [], reason: filed?.reason ?? null, warnings: [] }
  // The first event there and the one that tells the incident they left: an answer of ten thousand serves nobody.
  const told = [filed.events[0], filed.events.at(-1)].flatMap((event) => event ?? [])
  const updates = told.map(({ id, incident }) => ({ updateId: null, incident, eventId: id }))
  return { status: 'filed', updates, reason: null, warnings: [] }
}

const decided = async (
  client: ClientBase,
  filer: Filer,
  chunk: Chunk,
  record: RawRecord,
  command: RelinkCommand,
): Promise<RelinkDecision> => {
  const own = await namedIncident(client, command.incident)
  if (own === undefined) return unknown(command.incident)
  const from = await standsFor(client, own)
  const named = await namedIncident(client, command.into)
  if (named === undefined && (command.command === 'merge' || !isIncidentName(command.into)))
    return unknown(command.into)
  const target = named === undefined ? null : await standsFor(client, named)
  await allAppended(client, filer, from)
  const stream = (await filer.streamOf(from)).flatMap((value) => {
    const decoded = decodeEvent(value)
    return decoded.ok && decoded.record.incident === from ? [decoded.record] : []
  })
  const relinking = {
    ...{ command, from, record: { position: positionOf(chunk, record), receivedAt: record.receivedAt } },
    // What was merged away and is to get something back is meant itself.
    to: target === from && named !== undefined && named !== from ? named : target,
    stream: [...new Map(stream.map((one) => [one.id, one])).values()],
  }
  return decideRelink(relinking, filer.mint)
}

const unknown = (name: string): RelinkDecision => ({
  outcome: 'rejected',
  code: 'FILING_INCIDENT_UNKNOWN',
  reason: `there is no incident ${JSON.stringify(name)}`,
})

// Times that are waited for other filers to append what they have decided on, 25 ms each.
const patience = 200

/** Nothing of the incident may still be on its way: the log would hold it after the event by which it left. */
const allAppended = async (client: ClientBase, { topics }: Filer, incident: string): Promise<void> => {
  for (let times = 0; times < patience; times++) {
    const { rows } = await client.query<{ there: boolean }>(
      'SELECT EXISTS (SELECT FROM filing.outgoing WHERE topic = $1 AND key = $2) AS there',
      [topics.incident, Buffer.from(incident)],
    )
    if (rows[0]?.there !== true) return
    await client.query('SELECT pg_sleep(0.025)')
  }
  throw new FilingIndexError('FILING_EVENTS_OUTSTANDING', `events of ${incident} are decided on and not appended yet`)
}
