import type { WireUpdate } from '#wire'
import type { Decision } from './decision.js'
import { note, type Desk } from './desk.js'
import { draftOf, type Draft, type Lifted } from './draft.js'
import type { Incoming } from './incoming.js'
import { itemKey, type Cause, type Embargo, type Known } from './known.js'
import { keepWaiting, placeAtHome } from './place.js'
import { textDigestOf } from './rules/bare-text.js'
import { refuseTooLarge } from './rules/guards.js'
import { namesOf } from './rules/labels.js'
import { differingName, linkOf } from './rules/link.js'
import { resolveNames, type Named } from './rules/resolve-names.js'
import { isKillAction } from './rules/victims.js'

/** An update that is fit to be filed; nothing of it is written yet. */
export type Prepared = {
  readonly outcome: 'prepared'
  readonly incoming: Incoming
  readonly item: string
  readonly draft: Draft
  readonly cause: Cause
  /** What it names in words and has not come. */
  readonly wanted: readonly Named[]
}
type Refused = Decision & { readonly outcome: 'rejected' }

/** Reads an update into what would be filed, or says why it cannot be. */
export const prepare = (
  known: Known,
  incoming: Incoming,
  item: string,
  lifted: Lifted | null = null,
): Prepared | Refused => {
  const draft = draftOf(known, incoming, item, lifted)
  const tooLarge = refuseTooLarge(incoming, draft.cause.data)
  if (tooLarge !== undefined) return { outcome: 'rejected', ...tooLarge }
  const names = resolveNames(known, incoming, draft.cause)
  return names.outcome === 'uncertain'
    ? { outcome: 'rejected', code: 'FILING_KILL_UNRESOLVED', reason: names.reason }
    : { outcome: 'prepared', incoming, item, draft, cause: names.cause, wanted: names.wanted }
}

/** Files what is prepared: to its incidents, or to wait for what it belongs to. */
export const fileNow = (desk: Desk, { incoming, item, draft, wanted, cause: prepared }: Prepared): Decision => {
  dropKilled(desk, prepared)
  const { data, updateId } = prepared
  const awaited = isKillAction(incoming.update.action) && wanted.length > 0
  const link = linkOf(desk.known, {
    update: withRelations(incoming.update, data.update.relations),
    item,
    saidAt: data.update.saidAt,
    name: incoming.name,
    kills: data.kills,
    isKill: awaited || data.kills.length > 0,
    mayWait: wanted.length > 0 || !(draft.speaks || opensAnyway(incoming)),
  })
  const differing = link === null ? null : differingName(desk.known, link, incoming.name)
  const warnings = differing === null ? data.warnings : [differing, ...data.warnings]
  const cause: Cause = differing === null ? prepared : { ...prepared, data: { ...data, warnings } }
  if (desk.known.updates.has(updateId)) note(desk, { kind: 'forgotten', updateId })
  note(desk, { kind: 'update', row: draft.known })
  noteText(desk, incoming, draft)
  for (const named of wanted) noteWanted(desk, cause, named)
  const { events, changes } = desk
  if (link !== null) {
    if (wanted.length > 0) note(desk, { kind: 'cause', row: cause })
    placeAtHome(desk, cause, link)
    return { outcome: 'filed', updateId, events, changes, warnings }
  }
  keepWaiting(desk, cause)
  return { outcome: 'waiting', updateId, events, changes, warnings, reason: waitingReason(incoming, wanted.length > 0) }
}

const withRelations = (update: WireUpdate, relations: WireUpdate['relations']): WireUpdate =>
  relations === update.relations ? update : { ...update, relations }

// A hold, a release and a change of metadata are of something: they open an incident where it has not come yet.
const opensAnyway = ({ update: { action, particulars, claims } }: Incoming): boolean =>
  claims !== null || !(action === 'advisory' || action === 'test' || particulars.publishable === false)

const waitingReason = ({ update: { action } }: Incoming, names: boolean): string => {
  if (names) return 'what it names in words has not come: it takes effect when that comes'
  if (isKillAction(action)) return 'a kill that names no incident waits until what it kills has come'
  return 'an advisory or a test opens no incident: it waits until its item, or what it relates to, has come'
}

/** Remembers which item a text without identity has become. */
export const noteText = (desk: Desk, incoming: Incoming, { known: { item, updateId } }: Draft): void => {
  if (incoming.update.item !== null) return
  const { receivedAt, name, update } = incoming
  const digests = { provider: update.provider, bytesDigest: textDigestOf(incoming) }
  note(desk, { kind: 'text', row: { ...digests, name: name ?? '', item, updateId, receivedAt } })
}

const noteWanted = (desk: Desk, { updateId, data }: Cause, named: Named): void => {
  for (const { provider, kind, key } of namesOf(data.update.provider, named)) {
    note(desk, { kind: 'wanted', row: { provider, kind, key, cause: updateId, named } })
  }
}

/** An item that is killed while it waits under embargo is never going to be seen. */
const dropKilled = (desk: Desk, { updateId, data }: Cause): void => {
  for (const victim of data.kills) {
    for (const row of desk.known.embargoes.get(itemKey(victim)) ?? []) {
      if (victim.version === null || victim.version === row.version) dropEmbargo(desk, row, `killed by ${updateId}`)
    }
  }
}

export const dropEmbargo = (desk: Desk, row: Embargo, why: string): void => {
  const reason = `${why} while it was under embargo: it is never going to be filed`
  note(desk, { kind: 'lifted', row, receipt: { status: 'rejected', reason } })
}
