import { compareBytes } from '#eventing'
import { compareVersions, updateIdOf } from '#incident'
import type { Decision } from './decision.js'
import { note, openDesk, type Desk } from './desk.js'
import { draftOf, type Lifted } from './draft.js'
import { dropEmbargo, fileNow, noteText, prepare } from './file-now.js'
import type { Incoming, Mint } from './incoming.js'
import { itemKey, versionBefore, type Embargo, type Known } from './known.js'
import { embargoReason, isUsable, type EmbargoTerm } from './rules/embargo.js'
import { refuseTooLarge } from './rules/guards.js'
import { labelsOf } from './rules/labels.js'
import { releases } from './rules/victims.js'

type Waiting = { readonly item: string; readonly term: EmbargoTerm; readonly replaced: Embargo | undefined }

/** Keeps an update that nobody may see yet, as it came, and tells nothing of it but that it waits. */
export const holdBack = (desk: Desk, incoming: Incoming, { item, term, replaced }: Waiting): Decision => {
  const draft = draftOf(desk.known, incoming, item, null)
  const { data } = draft.cause
  const tooLarge = refuseTooLarge(incoming, data)
  if (tooLarge !== undefined) return { outcome: 'rejected', ...tooLarge }
  const { updateId, provider, version, position } = draft.known
  if (replaced !== undefined) cameAgain(desk, replaced, incoming)
  if (desk.known.updates.has(updateId)) note(desk, { kind: 'forgotten', updateId })
  // It has no claims while it waits: what it has to say is read when it is filed.
  note(desk, { kind: 'update', row: { ...draft.known, claims: [], speaks: false } })
  noteText(desk, incoming, draft)
  const text = data.evidence['text']
  const evidence = { ...incoming.update.evidence, ...(text === undefined ? {} : { text }) }
  const kept: Incoming = { ...incoming, update: { ...incoming.update, item, evidence } }
  note(desk, {
    kind: 'embargo',
    row: { updateId, provider, item, version, position, until: term.until, incoming: kept },
  })
  for (const label of labelsOf(data.update)) {
    note(desk, { kind: 'label', row: { ...label, item, saidAt: data.update.saidAt } })
  }
  return { outcome: 'waiting', updateId, ...pick(desk), warnings: [], reason: embargoReason(term) }
}

const pick = ({ events, changes }: Desk): Pick<Desk, 'events' | 'changes'> => ({ events, changes })

/** The same id in another payload, which takes the place of the one that waits. */
export const cameAgain = (desk: Desk, row: Embargo, { position }: Incoming): void => {
  const reason = `came again at ${position}, which takes its place`
  note(desk, { kind: 'lifted', row, receipt: { status: 'repeat', reason } })
}

/**
 * What an update that may be seen does to versions of its item that wait: it takes the place of older ones, and a
 * release without words of its own frees the newest of what it names.
 */
export const freeWaiting = (desk: Desk, incoming: Incoming, item: string): void => {
  const { update } = incoming
  const updateId = updateIdOf(update.provider, item, update.version)
  if (update.action === 'release') {
    for (const target of releasedBy(incoming, item)) freeOne(desk, target, updateId, incoming.receivedAt)
  }
  if (!isUsable(update)) return
  for (const row of waitingOf(desk.known, { provider: update.provider, item })) {
    if (compareVersions(row.version, update.version) < 0) dropEmbargo(desk, row, `replaced by ${updateId}`)
  }
}

type Released = { readonly provider: string; readonly item: string; readonly version: string | null }

const releasedBy = ({ update }: Incoming, item: string): readonly Released[] => {
  const named = update.relations.filter(({ rel }) => rel === releases)
  if (named.length > 0) return named
  // With words of its own it is itself the version that is released.
  const hasWords = update.text !== null || (update.claims ?? []).length > 0
  return hasWords ? update.relations : [{ provider: update.provider, item, version: null }, ...update.relations]
}

const freeOne = (desk: Desk, { version, ...of }: Released, by: string, at: string): void => {
  const rows = waitingOf(desk.known, of)
  const freed = rows.filter((row) => version === null || row.version === version).at(-1)
  if (freed === undefined) return
  for (const row of rows) {
    if (compareVersions(row.version, freed.version) < 0) dropEmbargo(desk, row, `replaced by ${freed.updateId}`)
  }
  lift(desk, freed, { until: freed.until, endedBy: by, at })
}

const waitingOf = (known: Known, of: { provider: string; item: string }): readonly Embargo[] =>
  [...(known.embargoes.get(itemKey(of)) ?? [])].sort((a, b) => compareVersions(a.version, b.version))

const lift = (desk: Desk, row: Embargo, lifted: Lifted): void => {
  const prepared = prepare(desk.known, row.incoming, row.item, lifted)
  if (prepared.outcome === 'rejected') {
    const { reason } = prepared
    return note(desk, { kind: 'lifted', row, receipt: { status: 'rejected', reason } })
  }
  const decision = fileNow(desk, prepared)
  const receipt = decision.outcome === 'waiting' ? ({ status: 'waiting', reason: decision.reason } as const) : null
  note(desk, { kind: 'lifted', row, receipt })
}

/** Embargoes in the order in which they end; versions of an item that end together in the order of versions. */
export const inDueOrder = (due: readonly Embargo[]): readonly Embargo[] =>
  [...due].sort((a, b) => compareBytes(a.until ?? '', b.until ?? '') || compareVersions(a.version, b.version))

/** An embargo whose time has come: its events and changes, and none where a newer version was filed meanwhile. */
export const decideDue = (known: Known, due: Embargo, at: string, mint: Mint): Pick<Desk, 'events' | 'changes'> => {
  const desk = openDesk(known, mint)
  const row = (known.embargoes.get(itemKey(due)) ?? []).find(({ updateId }) => updateId === due.updateId)
  if (row === undefined) return pick(desk)
  const newest = versionBefore(known, row, null)
  if (newest !== undefined && compareVersions(row.version, newest.version) < 0) {
    dropEmbargo(desk, row, `replaced by ${newest.updateId}`)
  } else lift(desk, row, { until: row.until, endedBy: 'time', at })
  return pick(desk)
}
