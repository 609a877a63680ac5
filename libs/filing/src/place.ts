import { parsePosition } from '#eventing'
import { claimIdOf, type IncidentRecord, type UpdateFiled } from '#incident'
import type { Mint } from './incoming.js'
import {
  itemKey,
  learn,
  slugKey,
  type Cause,
  type IndexChange,
  type Known,
  type KnownUpdate,
  type Pending,
} from './known.js'
import type { Link } from './rules/link.js'
import { slugBaseOf } from './rules/slug-base.js'
import { targetsOf, type Target } from './rules/victims.js'

/** One decision being taken: its events and changes so far, which what is known already holds. */
export type Desk = {
  readonly known: Known
  readonly mint: Mint
  readonly events: IncidentRecord[]
  readonly changes: IndexChange[]
}

export const note = (desk: Desk, change: IndexChange): void => {
  desk.changes.push(change)
  learn(desk.known, change)
}

/**
 * Files a draft to its home incident, its kills and withdrawals to every other incident they reach, and after it
 * whatever waited for this item or update. Whoever is not there yet is noted as pending.
 */
export const placeAtHome = (desk: Desk, draft: Cause, link: Link): void => {
  const incident = link.incident ?? openIncident(desk)
  if (link.alias !== null && desk.known.aliases.get(link.alias) === undefined) {
    note(desk, { kind: 'alias', name: link.alias, incident })
  }
  const aliases = link.alias === null ? [] : [link.alias]
  const data = { ...draft.data, aliases, evidence: { ...draft.data.evidence, ...link.evidence } }
  const eventId = emit(desk, draft, incident, data)
  const { update } = data
  note(desk, { kind: 'placed', updateId: update.updateId, incident, eventId })
  if (!desk.known.items.has(itemKey(update))) note(desk, { kind: 'item', ...itemOf(update), incident })
  noteSlug(desk, update, incident)
  reachOut(desk, { ...draft, data, incidents: [incident] })
  serve(desk, update.updateId)
}

/** Keeps a kill that nothing is known of yet: for its victims, and for its own item. */
export const keepWaiting = (desk: Desk, draft: Cause): void => {
  note(desk, { kind: 'cause', row: draft })
  const { update } = draft.data
  const own: Target = { ...itemOf(update), claim: null }
  for (const target of [own, ...targetsOf(draft.data)]) notePending(desk, draft, target)
}

const openIncident = (desk: Desk): string => {
  const id = desk.mint.incidentId()
  note(desk, { kind: 'incident', id })
  return id
}

const emit = (desk: Desk, { position }: Cause, incident: string, data: UpdateFiled['data']): string => {
  const id = desk.mint.eventId()
  const at = parsePosition(position)
  desk.events.push({
    id,
    incident,
    causationId: position,
    correlationId: at === undefined ? position : `wire-${at.partition}-${at.offset}`,
    event: { type: 'UpdateFiled', data },
  })
  return id
}

const noteSlug = (desk: Desk, update: UpdateFiled['data']['update'], incident: string): void => {
  const base = slugBaseOf(update.slug)
  if (base === null) return
  const row = { provider: update.provider, base, incident, saidAt: update.saidAt }
  const before = desk.known.slugs.get(slugKey(row))
  if (before === undefined || before.saidAt < row.saidAt) note(desk, { kind: 'slug', row })
}

const reachOut = (desk: Desk, cause: Cause): void => {
  const targets = targetsOf(cause.data)
  if (targets.length === 0 && !desk.known.causes.has(cause.updateId)) return
  let placed = cause
  for (const target of targets) {
    const holder = holderOf(desk.known, target)
    if (holder === 'unknown') notePending(desk, cause, target)
    else if (holder !== 'none') placed = copyTo(desk, placed, holder, { rule: 'reaches', value: nameOf(target) })
  }
  note(desk, { kind: 'cause', row: placed })
}

/** The incident that holds a target; `none` where its update came and carries no such claim. */
const holderOf = (known: Known, { provider, item, claim }: Target): string => {
  if (claim === null) return known.items.get(itemKey({ provider, item })) ?? 'unknown'
  const update = known.updates.get(claim.updateId)
  if (update === undefined || update.incident === null) return 'unknown'
  return carries(update, claim.index) ? update.incident : 'none'
}

const carries = (update: KnownUpdate, index: number): boolean => update.claims.some((claim) => claim.index === index)

/** Files a cause to one more incident, where only what it takes out counts. */
const copyTo = (desk: Desk, cause: Cause, incident: string, link: { rule: string; value: string }): Cause => {
  if (cause.incidents.includes(incident)) return cause
  const { data } = cause
  emit(desk, cause, incident, {
    ...data,
    update: { ...data.update, claims: [] },
    aliases: [],
    reachesOnly: true,
    evidence: { ...data.evidence, link, home: cause.incidents[0] ?? null },
  })
  return { ...cause, incidents: [...cause.incidents, incident] }
}

const notePending = (desk: Desk, cause: Cause, { provider, item, claim }: Target): void => {
  const row: Pending = { provider, item, updateId: claim?.updateId ?? null, cause: cause.updateId }
  const rows = desk.known.pending.get(itemKey(row)) ?? []
  if (rows.some((other) => other.cause === row.cause && other.updateId === row.updateId)) return
  note(desk, { kind: 'pending', row })
}

/** Files what waited for an update that has just been filed. A waiting kill gets its home by it, and may free others. */
const serve = (desk: Desk, updateId: string): void => {
  const update = desk.known.updates.get(updateId)
  if (update === undefined || update.incident === null) return
  const due = (desk.known.pending.get(itemKey(update)) ?? []).filter(
    (row) => row.updateId === null || row.updateId === updateId,
  )
  for (const row of [...due].sort((a, b) => (a.cause < b.cause ? -1 : a.cause > b.cause ? 1 : 0))) {
    note(desk, { kind: 'reached', row })
    const cause = desk.known.causes.get(row.cause)
    if (cause !== undefined) serveOne(desk, cause, row, update, update.incident)
  }
}

const serveOne = (desk: Desk, cause: Cause, row: Pending, update: KnownUpdate, incident: string): void => {
  const own = cause.data.update
  if (cause.incidents.length === 0) {
    const rule = own.provider === row.provider && own.item === row.item ? 'item' : 'victim'
    const evidence = { link: { rule, value: `${row.provider}/${row.item}`, waitedFor: update.updateId } }
    return placeAtHome(desk, cause, { incident, alias: null, evidence })
  }
  const hit = targetsOf(cause.data).some(
    ({ claim }) => claim !== null && claim.updateId === row.updateId && carries(update, claim.index),
  )
  if (row.updateId !== null && !hit) return
  const placed = copyTo(desk, cause, incident, {
    rule: 'reaches',
    value: row.updateId ?? `${row.provider}/${row.item}`,
  })
  if (placed !== cause) note(desk, { kind: 'cause', row: placed })
}

const itemOf = ({ provider, item }: { provider: string; item: string }): { provider: string; item: string } => ({
  provider,
  item,
})

const nameOf = ({ provider, item, claim }: Target): string =>
  claim === null ? `${provider}/${item}` : claimIdOf(claim.updateId, claim.index)
