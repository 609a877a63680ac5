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

/** Writes everything that was decided on, partition after partition, and what is to be appended; answers what that is. */
export const writeDecided = async (client: ClientBase, decided: readonly DecidedPlace[]): Promise<Outgoing> => {
  const changes = decided.flatMap((one) => one.changes)
  await writeUpdates(client, changes)
  await writePlaces(client, changes)
  await writeTexts(client, changes)
  await writeCauses(client, changes)
  await writeEmbargoes(client, changes)
  await writeNames(client, changes)
  await writeCommands(
    client,
    decided.flatMap(({ commands }) => [...commands.values()]),
  )
  await writeReceipts(client, decided)
  await settleReceipts(client, changes)
  await patchReceipts(client, decided)
  await writeQuarantine(client, decided)
  return { ids: await writeOutgoing(client, decided), records: decided.flatMap(({ outgoing }) => outgoing) }
}

/** Events as the records of the log that they become. */
export const eventRecords = (topic: string, events: readonly IncidentRecord[]): OutgoingRecord[] =>
  events.map((event) => ({
    topic,
    key: Buffer.from(event.incident),
    value: Buffer.from(encodeEvent(event)),
    headers: {},
  }))
