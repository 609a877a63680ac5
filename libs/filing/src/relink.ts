import type { Json } from '#eventing'
import type { IncidentEvent, IncidentRecord, ItemName, UpdateFiled } from '#incident'
import { correlationOf } from './correlation.js'
import type { CommandDecision } from './decision.js'
import type { Mint } from './incoming.js'
import { itemKey, type KnownSlug } from './known.js'
import { storyKeysOf } from './rules/story-keys.js'
import { claimTarget, targetsOf } from './rules/victims.js'

/** An editor's `merge` of one incident into another, or `move` of items from one to another. */
export type RelinkCommand = {
  readonly command: 'merge' | 'move'
  readonly commandId: string
  /** Id or alias of the incident they leave. */
  readonly incident: string
  /** Id or alias of the incident they go to; for a move also a new name, which opens one. */
  readonly into: string
  /** What a move moves, every version; null on a merge. */
  readonly items: readonly ItemName[] | null
  readonly reason: string
  readonly by: string
  /** Null: the time received. */
  readonly saidAt: string | null
  readonly expectedRevision: number | null
}

/** What the filer knows when it decides on a relink. */
export type Relinking = {
  readonly command: RelinkCommand
  readonly record: { readonly position: string; readonly receivedAt: string }
  readonly from: string
  /** Null: one is opened, under the command's name for it. */
  readonly to: string | null
  /** Every event of `from`, in the order of the log, each once. */
  readonly stream: readonly IncidentRecord[]
}

/** Where everything is from now on, for the index. */
export type Relinked = {
  readonly from: string
  readonly to: string
  readonly opens: boolean
  readonly merged: boolean
  readonly items: readonly ItemName[]
  /** The updates that live there now, by their new events. */
  readonly homes: readonly { readonly updateId: string; readonly eventId: string }[]
  /** The updates of which only what they take out is filed there too. */
  readonly reaching: readonly string[]
  readonly slugs: readonly KnownSlug[]
  /** Items that they relate to, whether those have come or not. */
  readonly related: readonly ItemName[]
}

export type RelinkDecision =
  | { readonly outcome: 'filed'; readonly events: readonly IncidentRecord[]; readonly relinked: Relinked }
  | (CommandDecision & { readonly outcome: 'rejected' })

/** Most updates that one command moves: they are decided on in one piece. */
export const mostMoved = 10_000

/**
 * Decides on a relink: what belongs to the items is filed anew to the other incident, as it was, with everything that
 * takes out claims of theirs, and the incident they leave is told. No stream has to look into another one for that.
 */
export const decideRelink = (relinking: Relinking, mint: Mint): RelinkDecision => {
  const { command, from, to } = relinking
  const { accepted, revision } = acceptedOf(relinking.stream)
  const { expectedRevision } = command
  if (expectedRevision !== null && expectedRevision !== revision)
    return rejected('FILING_REVISION', `expected revision ${expectedRevision}, met revision ${revision}`)
  if (to === from) return rejected('FILING_SAME_INCIDENT', `what is in ${from} cannot be moved into it`)
  const present = presentOf(accepted)
  const filed = present.flatMap(({ event }) => (event.type === 'UpdateFiled' ? [event.data] : []))
  const here = new Map(filed.map(({ update: { provider, item } }) => [itemKey({ provider, item }), { provider, item }]))
  const missing = command.items?.find((item) => !here.has(itemKey(item)))
  if (missing !== undefined)
    return rejected('FILING_ITEM_NOT_HERE', `${missing.provider}/${missing.item} is not in incident ${from}`)
  if (here.size === 0) return rejected('FILING_NOTHING_TO_MOVE', `nothing is left in incident ${from}`)
  const moving = new Map([...(command.items ?? here.values())].map((item) => [itemKey(item), item]))
  const leaving = present.flatMap((one) => {
    const event = copyOf(one.event, moving, relinking)
    return event === undefined ? [] : [{ ...one, event }]
  })
  if (leaving.length > mostMoved)
    return rejected('FILING_TOO_MUCH_TO_MOVE', `${leaving.length} events would be moved; at most ${mostMoved} are`)
  const target = to ?? mint.incidentId()
  const { position } = relinking.record
  const correlationId = correlationOf('command', position, command.commandId)
  const copies = leaving.map(({ event, causationId }, index): IncidentRecord => ({
    ...{ id: mint.eventId(), incident: target, causationId, correlationId },
    event: index === 0 && to === null ? named(event, command.into) : event,
  }))
  const left: IncidentRecord = {
    ...{ id: mint.eventId(), incident: from, causationId: position, correlationId },
    event: leftEvent(relinking, target, [...moving.values()]),
  }
  return { outcome: 'filed', events: [...copies, left], relinked: relinkedOf(relinking, target, moving, copies) }
}

const rejected = (code: string, reason: string): RelinkDecision => ({ outcome: 'rejected', code, reason })

/** The events that the fold accepted, and its last revision. */
const acceptedOf = (stream: readonly IncidentRecord[]) => {
  const accepted = stream.reduce<IncidentRecord[]>((so, record) => {
    const expected = record.event.type === 'ClaimOverruled' ? record.event.data.expectedRevision : null
    if (expected === null || expected === so.length) so.push(record)
    return so
  }, [])
  return { accepted, revision: accepted.length }
}

/** What of it is still there: overrules, and updates that were not moved out since. */
const presentOf = (accepted: readonly IncidentRecord[]): readonly IncidentRecord[] =>
  accepted.reduce<readonly IncidentRecord[]>((present, record) => {
    if (record.event.type !== 'UpdatesMovedOut') return [...present, record]
    const gone = new Set(record.event.data.items.map(itemKey))
    return present.filter(({ event }) => event.type !== 'UpdateFiled' || !gone.has(itemKey(event.data.update)))
  }, [])

type Moving = ReadonlyMap<string, ItemName>

/** The event as the other incident gets it; undefined where it has nothing to do with what moves. */
const copyOf = (event: IncidentEvent, moving: Moving, { from, command }: Relinking): IncidentEvent | undefined => {
  if (event.type === 'UpdatesMovedOut') return undefined
  if (event.type === 'ClaimOverruled') {
    const claims = event.data.claims.filter((id) => isOf(moving, claimTarget(id)))
    return claims.length === 0 ? undefined : { ...event, data: { ...event.data, claims, expectedRevision: null } }
  }
  const { data } = event
  const own = moving.has(itemKey(data.update))
  if (!own && !targetsOf(data).some((target) => isOf(moving, target))) return undefined
  const moved: Json = { from, by: command.by, reason: command.reason }
  return {
    type: 'UpdateFiled',
    data: {
      ...data,
      ...(own ? {} : { update: { ...data.update, claims: [] }, reachesOnly: true }),
      aliases: [],
      evidence: { ...data.evidence, moved },
      movedFrom: from,
    },
  }
}

const isOf = (moving: Moving, item: ItemName | undefined): boolean => item !== undefined && moving.has(itemKey(item))

const named = (event: IncidentEvent, name: string): IncidentEvent =>
  event.type === 'UpdateFiled' ? { ...event, data: { ...event.data, aliases: [name] } } : event

const leftEvent = ({ command, record }: Relinking, to: string, items: readonly ItemName[]): IncidentEvent => ({
  type: 'UpdatesMovedOut',
  data: {
    items: items.map(({ provider, item }) => ({ provider, item })),
    ...{ to, merged: command.command === 'merge', reason: command.reason, by: command.by },
    ...{ saidAt: command.saidAt ?? record.receivedAt, receivedAt: record.receivedAt },
  },
})

const relinkedOf = (
  { command, from, to }: Relinking,
  target: string,
  moving: Moving,
  copies: readonly IncidentRecord[],
): Relinked => {
  const updates = copies.flatMap(({ id, event }) =>
    event.type === 'UpdateFiled' ? [{ eventId: id, data: event.data }] : [],
  )
  return {
    ...{ from, to: target, opens: to === null, merged: command.command === 'merge', items: [...moving.values()] },
    homes: updates.flatMap(({ eventId, data }) =>
      data.reachesOnly ? [] : [{ updateId: data.update.updateId, eventId }],
    ),
    reaching: updates.flatMap(({ data }) => (data.reachesOnly ? [data.update.updateId] : [])),
    related: updates.flatMap(({ data }) => data.update.relations),
    slugs: newestSlugs(
      target,
      updates.filter(({ data }) => !data.reachesOnly).map(({ data }) => data),
    ),
  }
}

/** A slug follows the newest update that bears it. */
const newestSlugs = (incident: string, filed: readonly UpdateFiled['data'][]): readonly KnownSlug[] => {
  const newest = new Map<string, KnownSlug>()
  for (const { update } of filed) {
    for (const { base } of storyKeysOf(update)) {
      const row = { provider: update.provider, base, incident, saidAt: update.saidAt }
      const before = newest.get(`${row.provider} ${base}`)
      if (before === undefined || before.saidAt < row.saidAt) newest.set(`${row.provider} ${base}`, row)
    }
  }
  return [...newest.values()]
}
