import {
  decide,
  decideOverrule,
  type Decision,
  type IncidentRecord,
  type IndexChange,
  type Known,
  type Mint,
} from '#filing'
import type {
  Chunk,
  OutgoingRecord,
  Place,
  Quarantined,
  RawRecord,
  Receipt,
  ReceiptStatus,
  ReceiptUpdate,
  TakenCommand,
} from './chunk.js'

/** Everything one chunk comes to, before any of it is written. */
export type DecidedChunk = {
  readonly changes: IndexChange[]
  readonly events: IncidentRecord[]
  readonly receipts: Receipt[]
  /** Updates of earlier records that were filed only now, because something waited. */
  readonly patches: Map<string, ReceiptUpdate[]>
  readonly quarantined: Quarantined[]
  readonly commands: Map<string, TakenCommand>
}

/** What was decided on in a partition, and the records to be appended that it comes to. */
export type DecidedPlace = DecidedChunk & { readonly place: Place; readonly outgoing: readonly OutgoingRecord[] }

export const nothingDecided = (): DecidedChunk => ({
  ...{ changes: [], events: [], receipts: [], patches: new Map(), quarantined: [], commands: new Map() },
})

/** Decides on the records of a chunk in their order, each on what the ones before it left. */
export const decideChunk = (
  known: Known,
  taken: ReadonlyMap<string, TakenCommand>,
  chunk: Chunk,
  mint: Mint,
): DecidedChunk => {
  const decided = nothingDecided()
  for (const record of chunk.records) {
    const receipt = decideRecord({ known, taken, chunk, mint, decided }, record)
    decided.receipts.push({ offset: record.offset, ...receipt })
  }
  return decided
}

type Table = {
  readonly known: Known
  readonly taken: ReadonlyMap<string, TakenCommand>
  readonly chunk: Chunk
  readonly mint: Mint
  readonly decided: DecidedChunk
}
type Outcome = Omit<Receipt, 'offset'>

const decideRecord = (table: Table, record: RawRecord): Outcome => {
  const { content } = record
  switch (content.kind) {
    case 'rejected':
      table.decided.quarantined.push({ record, ...content })
      return { status: 'quarantined', updates: [], reason: content.reason, warnings: [] }
    case 'command':
      return decideCommand(table, record, content.command)
    case 'relink':
      throw new Error('a relink is filed alone')
    case 'updates': {
      const decisions = content.updates.map((incoming) => keep(table, decide(table.known, incoming, table.mint)))
      return summed(table, record, decisions, content.warnings)
    }
  }
}

const keep = ({ decided }: Table, decision: Decision): Decision => {
  if (decision.outcome === 'filed' || decision.outcome === 'waiting') {
    decided.events.push(...decision.events)
    decided.changes.push(...decision.changes)
  }
  return decision
}

/** One receipt for all updates of a record: what was filed counts before what waits, went wrong or repeats. */
const summed = (
  table: Table,
  record: RawRecord,
  decisions: readonly Decision[],
  warnings: readonly string[],
): Outcome => {
  const position = positionOf(table.chunk, record)
  const updates: ReceiptUpdate[] = []
  const reasons = new Set<string>()
  for (const decision of decisions) {
    if (decision.outcome !== 'filed') reasons.add(decision.reason)
    if (decision.outcome === 'repeat' && decision.of !== null) updates.push(decision.of)
    if (decision.outcome === 'filed' || decision.outcome === 'waiting')
      updates.push(...ownUpdates(table, decision.events, position))
    if (decision.outcome === 'conflict' || decision.outcome === 'rejected') {
      table.decided.quarantined.push({ record, code: decision.code, reason: decision.reason, problems: [] })
    }
  }
  const told = decisions.flatMap((decision) =>
    decision.outcome === 'filed' || decision.outcome === 'waiting' ? decision.warnings : [],
  )
  return {
    status: statusOf(decisions),
    updates,
    reason: reasons.size === 0 ? null : [...reasons].slice(0, 20).join('; '),
    warnings: [...new Set([...warnings, ...told])],
  }
}

const statusOf = (decisions: readonly Decision[]): ReceiptStatus => {
  const outcomes = new Set(decisions.map(({ outcome }) => outcome))
  if (outcomes.has('filed')) return 'filed'
  if (outcomes.has('waiting')) return 'waiting'
  if (outcomes.has('conflict') || outcomes.has('rejected')) return 'quarantined'
  return 'repeat'
}

// Events of other records were waiting for this one: they belong on those records' receipts.
const ownUpdates = (table: Table, events: readonly IncidentRecord[], position: string): ReceiptUpdate[] => {
  const isOwn = ({ causationId }: IncidentRecord): boolean => causationId === position
  addPatches(
    table.decided.patches,
    events.filter((event) => !isOwn(event)),
  )
  return events.filter(isOwn).map(entryOf)
}

/** Notes events on the receipts of the records that caused them. */
export const addPatches = (patches: Map<string, ReceiptUpdate[]>, events: readonly IncidentRecord[]): void => {
  for (const event of events) {
    patches.set(event.causationId, [...(patches.get(event.causationId) ?? []), entryOf(event)])
  }
}

const entryOf = ({ id, incident, event }: IncidentRecord): ReceiptUpdate => ({
  updateId: event.type === 'UpdateFiled' ? event.data.update.updateId : null,
  incident,
  eventId: id,
})

const decideCommand = (table: Table, record: RawRecord, command: Parameters<typeof decideOverrule>[1]): Outcome => {
  const { known, taken, chunk, mint, decided } = table
  const before = decided.commands.get(command.commandId) ?? taken.get(command.commandId)
  if (before !== undefined) return repeatedCommand(before)
  const position = positionOf(chunk, record)
  const decision = decideOverrule(known, command, { position, receivedAt: record.receivedAt }, mint)
  const filed = decision.outcome === 'filed' ? decision.event : null
  decided.commands.set(command.commandId, {
    ...{ commandId: command.commandId, position, incident: filed?.incident ?? null, eventId: filed?.id ?? null },
  })
  if (decision.outcome === 'rejected') {
    return { status: 'rejected', updates: [], reason: decision.reason, warnings: [] }
  }
  decided.events.push(decision.event)
  const { id, incident } = decision.event
  const updates = [{ updateId: null, incident, eventId: id }]
  return { status: 'filed', updates, reason: null, warnings: decision.warnings }
}

/** The receipt of a command that was taken in before. */
export const repeatedCommand = ({ incident, eventId, position }: TakenCommand): Outcome => ({
  status: 'repeat',
  updates: incident === null || eventId === null ? [] : [{ updateId: null, incident, eventId }],
  reason: `repeats the command received at ${position}`,
  warnings: [],
})

export const positionOf = ({ topic, partition }: Chunk, { offset }: RawRecord): string =>
  `${topic}/${partition}/${offset}`
