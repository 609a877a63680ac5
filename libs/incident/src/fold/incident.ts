import { compareBytes, compareTimes } from '#eventing'
import type { Belief, IncidentView } from '../belief.js'
import type { Policy } from '../policy/policy.js'
import { addEffect, addUpdate, openLedger, type Ledger } from './ledger.js'
import type { Effect, UpdateParts } from './stored.js'

/** SHA-256 of the UTF-8 of a text, in lower-case hex. Handed in, so that this library needs no platform. */
export type Sha256 = (text: string) => string

/** The working state of one incident. It is changed in place by `evolve`; whoever holds it owns it. */
export type Incident = {
  readonly id: string
  readonly sha256: Sha256
  /** What its beliefs are held under, from the first event on. */
  readonly policy: Policy
  readonly ledger: Ledger
  /** The belief of each fact as JSON text, which is what is compared and stored. */
  readonly beliefs: Map<string, string>
  revision: number
  hash: string
  title: string
  aliases: string[]
  providers: string[]
  updates: number
  openedAt: string | null
  lastSaidAt: string | null
  lastRecordedAt: string | null
  /** The incident that everything here went to. */
  mergedInto: string | null
}

/** An incident of which nothing was said yet. */
export const openIncident = (id: string, sha256: Sha256, policy: Policy): Incident => ({
  id,
  sha256,
  policy,
  ledger: openLedger(),
  beliefs: new Map(),
  revision: 0,
  hash: '',
  title: id,
  aliases: [],
  providers: [],
  updates: 0,
  openedAt: null,
  lastSaidAt: null,
  lastRecordedAt: null,
  mergedInto: null,
})

/** What a store must keep of an incident to go on folding it. */
export type SavedIncident = {
  readonly view: IncidentView
  readonly effects: readonly Effect[]
  /** In the order in which they were filed. */
  readonly updates: readonly UpdateParts[]
}

/** Takes up an incident where it was left, under the policy it was folded with; going on equals never having stopped. */
export const restoreIncident = (
  { view, effects, updates }: SavedIncident,
  sha256: Sha256,
  policy: Policy,
): Incident => {
  const ledger = openLedger()
  const ignored = new Set<string>()
  for (const effect of effects) addEffect(ledger, effect, ignored)
  for (const { head, claims } of updates) addUpdate(ledger, head, claims, ignored)
  return incidentOf(view, ledger, sha256, policy)
}

/** The incident of a view and a ledger that belong together. */
export const incidentOf = (view: IncidentView, ledger: Ledger, sha256: Sha256, policy: Policy): Incident => ({
  ...openIncident(view.id, sha256, policy),
  ledger,
  beliefs: new Map(Object.entries(view.beliefs).map(([fact, belief]) => [fact, JSON.stringify(belief)])),
  revision: view.revision ?? 0,
  hash: view.hash ?? '',
  title: view.title,
  aliases: [...view.aliases],
  providers: [...view.providers],
  updates: view.updates,
  openedAt: view.openedAt,
  lastSaidAt: view.lastSaidAt,
  lastRecordedAt: view.lastRecordedAt,
  mergedInto: view.mergedInto ?? null,
})

/** The current state as `GET /v1/incidents/{id}` shows it. */
export const viewOf = (incident: Incident): IncidentView => JSON.parse(viewText(incident)) as IncidentView

/** The JSON text of {@link viewOf}, keys in the contract's order, facts in byte order; beliefs are not serialised again. */
export const viewText = (incident: Incident): string => {
  const { id, aliases, revision, title, openedAt, lastSaidAt, lastRecordedAt, hash, updates, providers, mergedInto } =
    incident
  const known = {
    id,
    aliases,
    revision,
    title,
    policy: incident.policy.name,
    openedAt,
    lastSaidAt,
    lastRecordedAt,
    hash,
  }
  const facts = [...incident.beliefs.keys()].sort(compareBytes)
  return textOf(
    { ...known, updates, providers, ...(mergedInto === null ? {} : { mergedInto }) },
    facts.map((fact) => [fact, incident.beliefs.get(fact) ?? 'null']),
  )
}

/**
 * The JSON text of a view and of what was added behind it, as `JSON.stringify` has it. Views told from one stretch of
 * history share their beliefs, and each of those is serialised once.
 */
export const viewJson = ({ beliefs, ...view }: IncidentView): string =>
  textOf(
    view,
    Object.entries(beliefs).map(([fact, belief]) => [fact, beliefText(belief)]),
  )

/** The JSON text of a view whose beliefs are JSON texts already. */
const textOf = (
  view: Omit<IncidentView, 'beliefs'>,
  beliefs: readonly (readonly [fact: string, text: string])[],
): string => {
  const { id, aliases, revision, title, policy, openedAt, lastSaidAt, lastRecordedAt, hash, ...tail } = view
  const head = { id, aliases, revision, title, policy, openedAt, lastSaidAt, lastRecordedAt, hash }
  const members = beliefs.map(([fact, text]) => `${JSON.stringify(fact)}:${text}`)
  return `${JSON.stringify(head).slice(0, -1)},"beliefs":{${members.join(',')}},${JSON.stringify(tail).slice(1)}`
}

const texts = new WeakMap<Belief, string>()
const beliefText = (belief: Belief): string => {
  let text = texts.get(belief)
  if (text === undefined) texts.set(belief, (text = JSON.stringify(belief)))
  return text
}

/** The later of two times, either of which may be missing. */
export const laterOf = (a: string | null, b: string): string => (a === null || compareTimes(a, b) < 0 ? b : a)
