import type { IncidentRecord, UpdateFiled } from '#incident'
import { correlationOf } from './correlation.js'
import type { Mint } from './incoming.js'
import { itemKey, type Cause, type IndexChange, type Known, type Pending } from './known.js'
import { learn } from './learn.js'
import type { Target } from './rules/victims.js'

/** One decision being taken: its events and changes so far, which what is known already holds. */
export type Desk = {
  readonly known: Known
  readonly mint: Mint
  readonly events: IncidentRecord[]
  readonly changes: IndexChange[]
}

export const openDesk = (known: Known, mint: Mint): Desk => ({ known, mint, events: [], changes: [] })

export const note = (desk: Desk, change: IndexChange): void => {
  desk.changes.push(change)
  learn(desk.known, change)
}

/** Writes the event of an update to an incident's stream and answers its id. */
export const emit = (desk: Desk, { position }: Cause, incident: string, data: UpdateFiled['data']): string => {
  const id = desk.mint.eventId()
  desk.events.push({
    id,
    incident,
    causationId: position,
    correlationId: correlationOf('wire', position, position),
    event: { type: 'UpdateFiled', data },
  })
  return id
}

type Copied = { readonly rule: string; readonly [detail: string]: string }

/** Files a cause to one more incident, where only what it takes out counts. */
export const copyTo = (desk: Desk, cause: Cause, incident: string, link: Copied): Cause => {
  if (cause.incidents.includes(incident)) return cause
  emitCopy(desk, cause, incident, link)
  return { ...cause, incidents: [...cause.incidents, incident] }
}

/** The copy itself, also where an incident has one already and what the cause takes out has grown. */
export const emitCopy = (desk: Desk, cause: Cause, incident: string, link: Copied): void => {
  const { data } = cause
  emit(desk, cause, incident, {
    ...data,
    update: { ...data.update, claims: [] },
    aliases: [],
    reachesOnly: true,
    evidence: { ...data.evidence, link, home: cause.incidents[0] ?? null },
  })
}

export const notePending = (desk: Desk, cause: Cause, { provider, item, claim }: Target): void => {
  const row: Pending = { provider, item, updateId: claim?.updateId ?? null, cause: cause.updateId }
  const rows = desk.known.pending.get(itemKey(row)) ?? []
  if (rows.some((other) => other.cause === row.cause && other.updateId === row.updateId)) return
  note(desk, { kind: 'pending', row })
}

export const itemOf = ({ provider, item }: { provider: string; item: string }): { provider: string; item: string } => ({
  provider,
  item,
})
