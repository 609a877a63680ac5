import type { ClientBase } from 'pg'
import { encodeEvent, type IncidentRecord } from '#filing'
import type { OutgoingRecord } from './chunk.js'
import type { DecidedPlace } from './decide-chunk.js'
import type { Outgoing } from './outgoing.js'
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

/**
 * Writes everything that was decided on, partition after partition, and what is to be appended; answers what that is.
 * Statements that write to one table go out in the order in which they are called here.
 */
export const writeDecided = async (client: ClientBase, decided: readonly DecidedPlace[]): Promise<Outgoing> => {
  const changes = decided.flatMap((one) => one.changes)
  const commands = decided.flatMap((one) => [...one.commands.values()])
  const [ids] = await Promise.all([
    writeOutgoing(client, decided),
    writeUpdates(client, changes),
    writePlaces(client, changes),
    writeTexts(client, changes),
    writeCauses(client, changes),
    writeEmbargoes(client, changes),
    writeNames(client, changes),
    writeCommands(client, commands),
    writeReceipts(client, decided),
    settleReceipts(client, changes),
    patchReceipts(client, decided),
    writeQuarantine(client, decided),
  ])
  return { ids, records: decided.flatMap(({ outgoing }) => outgoing) }
}

/** Events as the records of the log that they become. */
export const eventRecords = (topic: string, events: readonly IncidentRecord[]): OutgoingRecord[] =>
  events.map((event) => ({
    topic,
    key: Buffer.from(event.incident),
    value: Buffer.from(encodeEvent(event)),
    headers: {},
  }))
