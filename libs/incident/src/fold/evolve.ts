import { compareBytes, type Recorded } from '#eventing'
import type { Changes } from '../belief.js'
import type { ClaimOverruled, IncidentEvent, UpdateFiled } from '../events.js'
import { believedText } from '../policy/believe.js'
import { policyP1 } from '../policy/policy.js'
import { laterOf, type Incident } from './incident.js'
import { addEffect, addUpdate } from './ledger.js'
import type { Effect, UpdateHead } from './stored.js'

export type Revised = {
  readonly outcome: 'revised'
  readonly revision: number
  /** The {@link Changes} as the JSON text that the hash covers. */
  readonly changesText: string
  readonly hash: string
  readonly updateId: string | null
  readonly saidAt: string
  readonly receivedAt: string
  /** What this event added, for a store to keep. */
  readonly effects: readonly Effect[]
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
  const added = event.type === 'UpdateFiled' ? fileUpdate(incident, event, touched) : overrule(incident, event, touched)
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
    effects: added.effects,
    head: added.head,
  }
}

/** The JSON text of {@link Changes}, of beliefs that are JSON texts already. */
const textOf = (beliefs: string, head: Omit<Changes, 'beliefs'> | null): string =>
  head === null ? `{"beliefs":{${beliefs}}}` : `{"beliefs":{${beliefs}},${JSON.stringify(head).slice(1)}`

/** The chain of contract §4's `hash`: sha256 of the previous hash (empty before revision 1), the event id and the changes. */
const chainHash = ({ sha256, hash }: Incident, eventId: string, changesText: string): string =>
  sha256(`${hash}\n${eventId}\n${changesText}`)

type Added = Pick<Revised, 'effects' | 'head'>

const fileUpdate = ({ ledger }: Incident, { data }: UpdateFiled, touched: Set<string>): Added => {
  const { update, kills, reachesOnly } = data
  const effects = kills.length + update.withdraws.length === 0 ? noEffects : effectsOf(data)
  for (const effect of effects) addEffect(ledger, effect, touched)
  const { updateId, provider, item, version, saidAt, headline } = update
  const head: UpdateHead = { updateId, provider, item, version, saidAt, headline, reachesOnly }
  return { effects, head: addUpdate(ledger, head, update.claims, touched).head ? head : null }
}

const noEffects: readonly Effect[] = []

const effectsOf = ({ kills, update: { withdraws, saidAt, updateId } }: UpdateFiled['data']): Effect[] => [
  ...kills.map((victim): Effect => ({ kind: 'kill', victim, saidAt, cause: updateId, reason: null })),
  ...withdraws.map((claim): Effect => ({ kind: 'withdraw', claim, saidAt, cause: updateId, reason: null })),
]

const overrule = ({ ledger }: Incident, { data }: ClaimOverruled, touched: Set<string>): Added => {
  const effects = data.claims.map((claim): Effect => ({
    kind: 'overrule',
    claim,
    saidAt: data.saidAt,
    cause: data.by,
    reason: data.reason,
  }))
  for (const effect of effects) addEffect(ledger, effect, touched)
  return { effects, head: null }
}

/** Moves the beliefs of the touched facts and answers those that changed, as the members of a JSON object. */
const moveBeliefs = (incident: Incident, touched: ReadonlySet<string>): string => {
  let moved = ''
  for (const fact of touched.size > 1 ? [...touched].sort(compareBytes) : touched) {
    const contest = incident.ledger.contests.get(fact)
    const text = (contest === undefined ? null : believedText(contest, policyP1)) ?? undefined
    if (text === incident.beliefs.get(fact)) continue
    if (text === undefined) incident.beliefs.delete(fact)
    else incident.beliefs.set(fact, text)
    moved += `${moved === '' ? '' : ','}${JSON.stringify(fact)}:${text ?? 'null'}`
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
  const title = incident.ledger.headlines.at(-1)?.headline ?? incident.aliases[0] ?? incident.id
  const moved = title !== incident.title
  incident.title = title
  if (!moved && aliases.length === 0 && !newProvider) return null
  return {
    ...(moved ? { title } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(newProvider ? { providers: [provider] } : {}),
  }
}

const noNames: readonly string[] = []

const newAliases = (incident: Incident, names: readonly string[]): readonly string[] => {
  const aliases = [...new Set(names)].filter((name) => !incident.aliases.includes(name))
  incident.aliases.push(...aliases)
  return aliases
}

const saidAtOf = (event: IncidentEvent): string =>
  event.type === 'UpdateFiled' ? event.data.update.saidAt : event.data.saidAt
