import { canonicalJson, compareBytes, type Recorded } from '#eventing'
import type { Changes } from '../belief.js'
import type { ClaimOverruled, IncidentEvent, UpdateFiled, UpdatesMovedOut } from '../events.js'
import { itemKey, parseUpdateId } from '../identity.js'
import { believedText } from '../policy/believe.js'
import { laterOf, type Incident } from './incident.js'
import { addEffect, addUpdate, removeItems } from './ledger.js'
import { spanOf, type SaidSpan } from './said-span.js'
import type { Effect, Move, UpdateHead } from './stored.js'

export type Revised = {
  readonly outcome: 'revised'
  readonly revision: number
  /** The {@link Changes} as the JSON text that the hash covers. */
  readonly changesText: string
  readonly hash: string
  readonly updateId: string | null
  readonly saidAt: string
  readonly receivedAt: string
  /** Null where nothing of the event was said but when the event was, and nothing before it later. */
  readonly span: SaidSpan | null
  /** What this event added, for a store to keep. */
  readonly effects: readonly Effect[]
  readonly moves: readonly Move[]
  readonly head: UpdateHead | null
}

/** An event that expected another revision changed nothing: two editors cannot both win. */
export type Refused = { readonly outcome: 'refused'; readonly met: number; readonly reason: string }
export type Transition = Revised | Refused

/**
 * Folds one event into the incident, in place, and says what it changed. Total: it never throws and reads no clock, so
 * the same events give the same revisions and hashes anywhere. It has no memory of event ids: whoever feeds it drops
 * what was delivered twice.
 */
export const evolve = (incident: Incident, recorded: Recorded<IncidentEvent>): Transition => {
  const { event } = recorded
  const expected = event.type === 'ClaimOverruled' ? event.data.expectedRevision : null
  if (expected !== null && expected !== incident.revision) {
    return {
      outcome: 'refused',
      met: incident.revision,
      reason: `expected revision ${expected}, met revision ${incident.revision}`,
    }
  }
  const touched = new Set<string>()
  const added = apply(incident, event, touched)
  const span = spanOf(event, added.head !== null, incident.lastSaidAt)
  const head = moveHead(incident, recorded)
  const beliefs = moveBeliefs(incident, touched)
  const changesText = textOf(beliefs, head)
  incident.revision += 1
  incident.hash = chainHash(incident, recorded.id, changesText)
  return {
    outcome: 'revised',
    revision: incident.revision,
    changesText,
    hash: incident.hash,
    updateId: event.type === 'UpdateFiled' ? event.data.update.updateId : null,
    saidAt: saidAtOf(event),
    receivedAt: event.data.receivedAt,
    span,
    effects: added.effects,
    moves: added.moves,
    head: added.head,
  }
}

/** The JSON text of {@link Changes}, of beliefs that are JSON texts already. */
const textOf = (beliefs: string, head: Omit<Changes, 'beliefs'> | null): string =>
  head === null ? `{"beliefs":{${beliefs}}}` : `{"beliefs":{${beliefs}},${JSON.stringify(head).slice(1)}`

/** The chain of contract §4's `hash`: sha256 of the previous hash (empty before revision 1), the event id and the changes. */
const chainHash = ({ sha256, hash }: Incident, eventId: string, changesText: string): string =>
  sha256(`${hash}\n${eventId}\n${changesText}`)

type Holder = Pick<Incident, 'ledger'>
type Added = Pick<Revised, 'effects' | 'moves' | 'head'>
const noMoves: readonly Move[] = []

/** Adds what an event brings to the ledger, of which `touched` are the facts; beliefs and the rest stay as they are. */
export const apply = (incident: Holder, event: IncidentEvent, touched: Set<string>): Added => {
  switch (event.type) {
    case 'UpdateFiled':
      return fileUpdate(incident, event, touched)
    case 'ClaimOverruled':
      return overrule(incident, event, touched)
    case 'UpdatesMovedOut':
      return moveOut(incident, event, touched)
  }
}

const fileUpdate = ({ ledger }: Holder, { data }: UpdateFiled, touched: Set<string>): Added => {
  const { update, kills, reachesOnly } = data
  const effects = kills.length + update.withdraws.length === 0 ? noEffects : effectsOf(data)
  for (const effect of effects) addEffect(ledger, effect, touched)
  const { updateId, provider, item, version, saidAt, headline } = update
  const head: UpdateHead = { updateId, provider, item, version, saidAt, headline, reachesOnly }
  return { effects, moves: noMoves, head: addUpdate(ledger, head, update.claims, touched).head ? head : null }
}

const noEffects: readonly Effect[] = []

const effectsOf = ({ kills, update: { withdraws, saidAt, updateId } }: UpdateFiled['data']): Effect[] => [
  ...kills.map((victim): Effect => ({ kind: 'kill', victim, saidAt, cause: updateId, reason: null })),
  ...withdraws.map((claim): Effect => ({ kind: 'withdraw', claim, saidAt, cause: updateId, reason: null })),
]

const overrule = ({ ledger }: Holder, { data }: ClaimOverruled, touched: Set<string>): Added => {
  const effects = data.claims.map((claim): Effect => ({
    kind: 'overrule',
    claim,
    saidAt: data.saidAt,
    cause: data.by,
    reason: data.reason,
  }))
  for (const effect of effects) addEffect(ledger, effect, touched)
  return { effects, moves: noMoves, head: null }
}

const moveOut = ({ ledger }: Holder, { data }: UpdatesMovedOut, touched: Set<string>): Added => {
  removeItems(ledger, new Set(data.items.map(itemKey)), touched)
  const { to, saidAt, by, reason } = data
  const moves = data.items.map((of): Move => ({ of, to, saidAt, by, reason }))
  return { effects: noEffects, moves, head: null }
}

/** Moves the beliefs of the touched facts and answers those that changed, as the members of a JSON object. */
const moveBeliefs = (incident: Incident, touched: ReadonlySet<string>): string => {
  let moved = ''
  for (const fact of touched.size > 1 ? [...touched].sort(compareBytes) : touched) {
    const contest = incident.ledger.contests.get(fact)
    const text = (contest === undefined ? null : believedText(contest, incident.policy)) ?? undefined
    if (text === incident.beliefs.get(fact)) continue
    if (text === undefined) incident.beliefs.delete(fact)
    else incident.beliefs.set(fact, text)
    moved += `${moved === '' ? '' : ','}${canonicalJson(fact)}:${text ?? 'null'}`
  }
  return moved
}

const moveHead = (
  incident: Incident,
  { event, recordedAt }: Recorded<IncidentEvent>,
): Omit<Changes, 'beliefs'> | null => {
  incident.openedAt ??= recordedAt
  incident.lastRecordedAt = recordedAt
  const saidAt = saidAtOf(event)
  if (saidAt !== incident.lastSaidAt) incident.lastSaidAt = laterOf(incident.lastSaidAt, saidAt)
  const filed = event.type === 'UpdateFiled' ? event.data : null
  const aliases = filed === null || filed.aliases.length === 0 ? noNames : newAliases(incident, filed.aliases)
  const provider = filed?.update.provider
  const newProvider = provider !== undefined && !incident.providers.includes(provider)
  if (newProvider) incident.providers = [...incident.providers, provider].sort(compareBytes)
  if (filed !== null) incident.updates += 1
  const left = event.type === 'UpdatesMovedOut' ? whatIsLeft(incident) : null
  const mergedInto = mergedBy(event, incident.mergedInto)
  const merges = mergedInto !== incident.mergedInto
  incident.mergedInto = mergedInto
  const title = incident.ledger.headlines.at(-1)?.headline ?? incident.aliases[0] ?? incident.id
  const moved = title !== incident.title
  incident.title = title
  if (!moved && aliases.length === 0 && !newProvider && left === null && !merges) return null
  return {
    ...(moved ? { title } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(newProvider ? { providers: [provider] } : {}),
    ...(left === null ? {} : { left }),
    ...(merges ? { mergedInto } : {}),
  }
}

/** Counts anew what the items that went have left behind. */
const whatIsLeft = (incident: Incident): NonNullable<Changes['left']> => {
  const ids = [...(incident.ledger.filed?.keys() ?? [])]
  const providers = new Set(ids.flatMap((id) => parseUpdateId(id)?.provider ?? []))
  incident.updates = ids.length
  incident.providers = [...providers].sort(compareBytes)
  return { updates: incident.updates, providers: incident.providers }
}

// An incident that was merged away is itself again as soon as an update is filed to it.
const mergedBy = (event: IncidentEvent, before: string | null): string | null => {
  if (event.type === 'UpdatesMovedOut') return event.data.merged ? event.data.to : before
  return event.type === 'UpdateFiled' && !event.data.reachesOnly ? null : before
}

const noNames: readonly string[] = []

const newAliases = (incident: Incident, names: readonly string[]): readonly string[] => {
  const aliases = [...new Set(names)].filter((name) => !incident.aliases.includes(name))
  incident.aliases.push(...aliases)
  return aliases
}

const saidAtOf = (event: IncidentEvent): string =>
  event.type === 'UpdateFiled' ? event.data.update.saidAt : event.data.saidAt
