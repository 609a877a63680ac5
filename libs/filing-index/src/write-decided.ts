import { encodeEvent, type IncidentRecord } from '#filing'
import type { OutgoingRecord } from './chunk.js'
import type { DecidedPlace } from './decide-chunk.js'
import type { Outgoing } from './outgoing.js'
import type { Bound } from './statement.js'
import type { Transaction } from './transaction.js'
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
 * Writes everything that was decided on, partition after partition, and what is to be appended, then `others`, and commits.
 * Answers what is to be appended. All is encoded before any of it goes out.
 */
export const commitDecided = async (
  { commit }: Transaction,
  decided: readonly DecidedPlace[],
  others: readonly Bound[] = [],
): Promise<Outgoing> => {
  const changes = decided.flatMap((one) => one.changes)
  const commands = decided.flatMap((one) => [...one.commands.values()])
  const outgoing = writeOutgoing(decided)
  const statements = [
    ...outgoing,
    ...writeUpdates(changes),
    ...writePlaces(changes),
    ...writeTexts(changes),
    ...writeCauses(changes),
    ...writeEmbargoes(changes),
    ...writeNames(changes),
    ...writeCommands(commands),
    ...writeReceipts(decided),
    ...settleReceipts(changes),
    ...patchReceipts(decided),
    ...writeQuarantine(decided),
    ...others,
  ]
  const [first = []] = await commit(statements)
  const ids = outgoing.length === 0 ? [] : first.map(({ id }) => String(id))
  return { ids, records: decided.flatMap((one) => one.outgoing) }
}

/** Events as the records of the log that they become. */
export const eventRecords = (topic: string, events: readonly IncidentRecord[]): OutgoingRecord[] =>
  events.map((event) => ({
    topic,
    key: Buffer.from(event.incident),
    value: Buffer.from(encodeEvent(event)),
    headers: {},
  }))
