import { compareBytes, type Recorded } from '#eventing'
import type { Belief, Changes } from '../belief.js'
import type { ClaimOverruled, IncidentEvent, UpdateFiled } from '../events.js'
import { believe } from '../policy/believe.js'
import { policyP1 } from '../policy/policy.js'
import { laterOf, type Incident } from './incident.js'
import { addClaim, addEffect, addHead } from './ledger.js'
import type { Effect, StoredClaim, UpdateHead } from './stored.js'

export type Revised = {
  readonly outcome: 'revised'
  readonly revision: number
  readonly changes: Changes
  /** `changes` as the JSON text that the hash covers. */
  readonly changesText: string
  readonly hash: string
  readonly updateId: string | null
  readonly saidAt: string
  readonly receivedAt: string
  /** What this event added, for a store to keep. */
  readonly claims: readonly StoredClaim[]
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
  const changes: Changes = { beliefs: moveBeliefs(incident, touched), ...head }
  const changesText = JSON.stringify(changes)
  incident.revision += 1
  incident.hash = chainHash(incident, recorded.id, changesText)
  return {
    outcome: 'revised',
    revision: incident.revision,
    changes,
    changesText,
    hash: incident.hash,
    updateId: event.type === 'UpdateFiled' ? event.data.update.updateId : null,
    saidAt: saidAtOf(event),
    receivedAt: event.data.receivedAt,
    ...added,
  }
}

/** The chain of contract §4's `hash`: sha256 of the previous hash (empty before revision 1), the event id and the changes. */
const chainHash = ({ sha256, hash }: Incident, eventId: string, changesText: string): string =>
  sha256(`${hash}\n${eventId}\n${changesText}`)

type Added = Pick<Revised, 'claims' | 'effects' | 'head'>

const fileUpdate = ({ ledger }: Incident, { data }: UpdateFiled, touched: Set<string>): Added => {
  const { updateId, provider, item, version, saidAt, headline } = data.update
  const effects: Effect[] = [
    ...data.kills.map((victim): Effect => ({ kind: 'kill', victim, saidAt, cause: updateId, reason: null })),
    ...data.update.withdraws.map((claim): Effect => ({
      kind: 'withdraw',
      claim,
      saidAt,
      cause: updateId,
      reason: null,
    })),
  ]
  for (const effect of effects) addEffect(ledger, effect, touched)
  const carried = data.reachesOnly
    ? []
    : data.update.claims.map((claim): StoredClaim => ({ ...claim, updateId, provider, item, version }))
  const head: UpdateHead = { updateId, provider, item, version, saidAt, headline, reachesOnly: data.reachesOnly }
  return {
    claims: carried.filter((claim) => addClaim(ledger, claim, touched)),
    effects,
    head: addHead(ledger, head) ? head : null,
  }
}

const overrule = ({ ledger }: Incident, { data }: ClaimOverruled, touched: Set<string>): Added => {
  const effects = data.claims.map((claim): Effect => ({
    kind: 'overrule',
    claim,
    saidAt: data.saidAt,
    cause: data.by,
    reason: data.reason,
  }))
  for (const effect of effects) addEffect(ledger, effect, touched)
  return { claims: [], effects, head: null }
}

const moveBeliefs = (incident: Incident, touched: Set<string>): Changes['beliefs'] => {
  const moved: { [fact: string]: Belief | null } = {}
  for (const fact of [...touched].sort(compareBytes)) {
    const contest = incident.ledger.contests.get(fact)
    const belief = contest === undefined ? null : believe(contest, policyP1)
    const before = incident.beliefs.get(fact)
    if (belief === null) {
      if (before !== undefined) moved[fact] = null
      incident.beliefs.delete(fact)
      continue
    }
    const text = JSON.stringify(belief)
    if (text === before?.text) continue
    incident.beliefs.set(fact, { belief, text })
    moved[fact] = belief
  }
  return moved
}

const moveHead = (incident: Incident, { event, recordedAt }: Recorded<IncidentEvent>): Omit<Changes, 'beliefs'> => {
  incident.openedAt ??= recordedAt
  incident.lastRecordedAt = recordedAt
  incident.lastSaidAt = laterOf(incident.lastSaidAt, saidAtOf(event))
  const aliases =
    event.type === 'UpdateFiled'
      ? [...new Set(event.data.aliases)].filter((name) => !incident.aliases.includes(name))
      : []
  incident.aliases.push(...aliases)
  const provider = event.type === 'UpdateFiled' ? event.data.update.provider : undefined
  const providers = provider === undefined || incident.providers.includes(provider) ? [] : [provider]
  incident.providers = [...incident.providers, ...providers].sort(compareBytes)
  if (event.type === 'UpdateFiled') incident.updates += 1
  const title = incident.ledger.headlines.at(-1)?.headline ?? incident.aliases[0] ?? incident.id
  const moved = title !== incident.title
  incident.title = title
  return {
    ...(moved ? { title } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(providers.length > 0 ? { providers } : {}),
  }
}

const saidAtOf = (event: IncidentEvent): string =>
  event.type === 'UpdateFiled' ? event.data.update.saidAt : event.data.saidAt
