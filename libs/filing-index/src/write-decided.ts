import type { ClientBase } from 'pg'
import { encodeEvent, type IncidentRecord } from '#filing'
import type { Chunk, OutgoingRecord } from './chunk.js'
import type { DecidedChunk } from './decide-chunk.js'
import { writeCauses } from './write/write-causes.js'
import { writeCommands } from './write/write-commands.js'
import { writeEmbargoes } from './write/write-embargoes.js'
import { writeNames } from './write/write-names.js'
import { writeOutgoing } from './write/write-outgoing.js'
import { writePlaces } from './write/write-places.js'
import { writeQuarantine } from './write/write-quarantine.js'
import { patchReceipts, settleReceipts, writeReceipts } from './write/write-receipts.js'
import { writeTexts } from './write/write-texts.js'
import { writeUpdates } from './write/write-updates.js'

/** Writes everything that was decided on for a partition, and what is to be appended; answers the ids of the latter. */
export const writeDecided = async (
  client: ClientBase,
  place: Pick<Chunk, 'source' | 'topic' | 'partition'>,
  { changes, receipts, patches, quarantined, commands }: DecidedChunk,
  records: readonly OutgoingRecord[],
): Promise<string[]> => {
  await writeUpdates(client, changes)
  await writePlaces(client, changes)
  await writeTexts(client, changes)
  await writeCauses(client, changes)
  await writeEmbargoes(client, changes)
  await writeNames(client, changes)
  await writeCommands(client, [...commands.values()])
  await writeReceipts(client, place, receipts)
  await settleReceipts(client, changes)
  await patchReceipts(client, patches)
  await writeQuarantine(client, place, quarantined)
  return writeOutgoing(client, place, records)
}

/** Events as the records of the log that they become. */
export const eventRecords = (topic: string, events: readonly IncidentRecord[]): OutgoingRecord[] =>
  events.map((event) => ({
    topic,
    key: Buffer.from(event.incident),
    value: Buffer.from(encodeEvent(event)),
    headers: {},
  }))
