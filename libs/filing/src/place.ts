import { compareBytes } from '#eventing'
import { claimIdOf, type UpdateFiled } from '#incident'
import { copyTo, emit, emitCopy, itemOf, note, notePending, type Desk } from './desk.js'
import { holdersOf, itemKey, labelKey, sameNamed, slugKey, type Cause, type Known, type KnownUpdate, type Pending, type Wanted } from './known.js' // prettier-ignore
import { labelsOf } from './rules/labels.js'
import { brings, type Link } from './rules/link.js'
import { isNamed } from './rules/named-victims.js'
import { storyKeysOf } from './rules/story-keys.js'
import { takingNamed } from './rules/taking.js'
import { targetsOf, type Target } from './rules/victims.js'

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
  const data = { ...draft.data, aliases, evidence: Object.assign({ ...draft.data.evidence }, link.evidence) }
  const eventId = emit(desk, draft, incident, data)
  const { update } = data
  note(desk, { kind: 'placed', updateId: update.updateId, incident, eventId })
  if (!desk.known.items.has(itemKey(update))) note(desk, { kind: 'item', ...itemOf(update), incident })
  noteAwaited(desk, update, incident)
  noteStory(desk, update, incident)
  reachOut(desk, shareOut(desk, { ...draft, data, incidents: [incident] }, link))
  serve(desk, update.updateId)
  serveNamed(desk, update, incident)
}

/**
 * Keeps an update that belongs to nothing yet, a kill or an advisory: for its victims, for what it relates to and for
 * its own item.
 */
export const keepWaiting = (desk: Desk, draft: Cause): void => {
  note(desk, { kind: 'cause', row: draft })
  const { update } = draft.data
  const related = draft.data.kills.length > 0 ? [] : update.relations
  const targets = [update, ...related].map((of): Target => ({ ...itemOf(of), claim: null }))
  for (const target of [...targets, ...targetsOf(draft.data)]) notePending(desk, draft, target)
}

const openIncident = (desk: Desk): string => {
  const id = desk.mint.incidentId()
  note(desk, { kind: 'incident', id })
  return id
}

const noteAwaited = (desk: Desk, { relations }: UpdateFiled['data']['update'], incident: string): void => {
  for (const related of relations) {
    const key = itemKey(related)
    if (!brings(related.rel, false) || desk.known.items.has(key) || desk.known.awaited.has(key)) continue
    note(desk, { kind: 'awaited', ...itemOf(related), incident })
  }
}

const noteStory = (desk: Desk, update: UpdateFiled['data']['update'], incident: string): void => {
  for (const { base } of storyKeysOf(update)) {
    const row = { provider: update.provider, base, incident, saidAt: update.saidAt }
    const before = desk.known.slugs.get(slugKey(row))
    if (before === undefined || before.saidAt < row.saidAt) note(desk, { kind: 'slug', row })
  }
}

/** A round-up is held by every incident it rounds up, so that what takes it out reaches all of them. */
const shareOut = (desk: Desk, cause: Cause, { others = [] }: Link): Cause => {
  let shared = cause
  for (const { incident, evidence } of others) {
    shared = copyTo(desk, shared, incident, evidence)
    note(desk, { kind: 'also', ...itemOf(cause.data.update), incident })
  }
  return shared
}

const reachOut = (desk: Desk, cause: Cause): void => {
  const targets = targetsOf(cause.data)
  const isCause = targets.length > 0 || cause.incidents.length > 1 || desk.known.causes.has(cause.updateId)
  if (!isCause) return
  let placed = cause
  for (const target of targets) {
    const holders = holdersOfTarget(desk.known, target)
    if (holders === 'unknown') notePending(desk, cause, target)
    else for (const holder of holders) placed = copyTo(desk, placed, holder, { rule: 'reaches', value: nameOf(target) })
  }
  note(desk, { kind: 'cause', row: placed })
}

/** The incidents that hold a target; none where its update came and carries no such claim. */
const holdersOfTarget = (known: Known, { provider, item, claim }: Target): readonly string[] | 'unknown' => {
  if (claim === null) {
    const holders = holdersOf(known, { provider, item })
    return holders.length === 0 ? 'unknown' : holders
  }
  const update = known.updates.get(claim.updateId)
  if (update === undefined || update.incident === null) return 'unknown'
  return carries(update, claim.index) ? [update.incident] : []
}

const carries = (update: KnownUpdate, index: number): boolean => update.claims.some((claim) => claim.index === index)

/** Files what waited for an update that has just been filed. A waiting kill gets its home by it, and may free others. */
const serve = (desk: Desk, updateId: string): void => {
  const update = desk.known.updates.get(updateId)
  if (update === undefined || update.incident === null) return
  const due = (desk.known.pending.get(itemKey(update)) ?? []).filter(
    (row) => row.updateId === null || row.updateId === updateId,
  )
  for (const row of [...due].sort((a, b) => compareBytes(a.cause, b.cause))) {
    note(desk, { kind: 'reached', row })
    const cause = desk.known.causes.get(row.cause)
    if (cause !== undefined) serveOne(desk, cause, row, update, update.incident)
  }
}

const serveOne = (desk: Desk, cause: Cause, row: Pending, update: KnownUpdate, incident: string): void => {
  if (cause.incidents.length === 0) {
    const evidence = {
      link: { rule: ruleOf(cause, row), value: `${row.provider}/${row.item}`, waitedFor: update.updateId },
    }
    return placeAtHome(desk, cause, { incident, alias: null, evidence })
  }
  const hit = targetsOf(cause.data).some(({ provider, item, claim }) =>
    claim === null
      ? row.updateId === null && provider === row.provider && item === row.item
      : claim.updateId === row.updateId && carries(update, claim.index),
  )
  if (!hit) return
  const link = { rule: 'reaches', value: row.updateId ?? `${row.provider}/${row.item}` }
  const incidents = row.updateId === null ? holdersOf(desk.known, row) : [incident]
  const placed = incidents.reduce((to, holder) => copyTo(desk, to, holder, link), cause)
  if (placed !== cause) note(desk, { kind: 'cause', row: placed })
}

const ruleOf = ({ data: { update, kills } }: Cause, row: Pending): string => {
  if (update.provider === row.provider && update.item === row.item) return 'item'
  return kills.length > 0 ? 'victim' : 'relation'
}

/** Notes what later notices may name the item by, and files the notices that have named it already. */
const serveNamed = (desk: Desk, update: UpdateFiled['data']['update'], incident: string): void => {
  const labels = labelsOf(update)
  for (const label of labels) note(desk, { kind: 'label', row: { ...label, item: update.item, saidAt: update.saidAt } })
  const due = new Set<Wanted>(labels.flatMap((label) => desk.known.wanted.get(labelKey(label)) ?? []))
  for (const wanted of [...due].sort((a, b) => compareBytes(a.cause, b.cause))) {
    const cause = desk.known.causes.get(wanted.cause)
    const how = cause === undefined ? null : isNamed(wanted.named, labels, update.saidAt, cause.data.update)
    const isWaiting = desk.known.wanted.get(labelKey(wanted))?.includes(wanted) === true
    if (cause === undefined || how === null || !isWaiting) continue
    forgetWanted(desk, wanted)
    const taking = takingNamed(cause, wanted.named, { ...itemOf(update), version: null }, how)
    if (taking.incidents.length === 0) {
      const evidence = {
        link: { rule: 'victim', value: `${update.provider}/${update.item}`, waitedFor: update.updateId },
      }
      placeAtHome(desk, taking, { incident, alias: null, evidence })
      continue
    }
    // Its first copy here did not know this victim yet.
    emitCopy(desk, taking, incident, { rule: 'reaches', value: `${update.provider}/${update.item}` })
    note(desk, { kind: 'cause', row: { ...taking, incidents: [...new Set([...taking.incidents, incident])] } })
  }
}

/** A notice waits under each label it gave; found by one, it waits under none. */
const forgetWanted = (desk: Desk, { cause, named }: Wanted): void => {
  for (const row of [...desk.known.wanted.values()].flat()) {
    if (row.cause === cause && sameNamed(row.named, named)) note(desk, { kind: 'found', row })
  }
}

const nameOf = ({ provider, item, claim }: Target): string =>
  claim === null ? `${provider}/${item}` : claimIdOf(claim.updateId, claim.index)
