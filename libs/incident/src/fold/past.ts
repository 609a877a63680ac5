import { compareBytes, epochOf } from '#eventing'
import type { Belief, Beliefs, Changes, IncidentView } from '../belief.js'
import type { IncidentEvent } from '../events.js'
import { believe } from '../policy/believe.js'
import type { Policy } from '../policy/policy.js'
import { laterOf } from './incident.js'
import { addClaim, addEffect, addHead, openLedger } from './ledger.js'
import type { Effect, StoredClaim, UpdateHead } from './stored.js'

/** What {@link applyChanges} starts from where there is no earlier snapshot. */
export const emptyView = (id: string, policy: string): IncidentView => ({
  id,
  aliases: [],
  revision: 0,
  title: id,
  policy,
  openedAt: null,
  lastSaidAt: null,
  lastRecordedAt: null,
  hash: '',
  beliefs: {},
  updates: 0,
  providers: [],
})

/** A stored revision, as far as the next state needs it. */
export type RevisionDelta = {
  readonly revision: number
  readonly changes: Changes
  readonly hash: string
  readonly eventType: IncidentEvent['type']
  readonly saidAt: string
  readonly recordedAt: string
}

/** Stored revisions that follow one another, as far as the state after the last of them needs them. */
export type RevisionDeltas = {
  readonly revision: number
  readonly hash: string
  readonly changes: readonly Changes[]
  /** Of each whether it filed an update. */
  readonly files: readonly boolean[]
  readonly firstRecordedAt: string
  readonly lastSaidAt: string
  readonly lastRecordedAt: string
}

/** The state after a revision, from the state before it: state n = snapshot + changes. */
export const applyChanges = (view: IncidentView, delta: RevisionDelta): IncidentView =>
  applyAllChanges(view, {
    revision: delta.revision,
    hash: delta.hash,
    changes: [delta.changes],
    files: [delta.eventType === 'UpdateFiled'],
    firstRecordedAt: delta.recordedAt,
    lastSaidAt: delta.saidAt,
    lastRecordedAt: delta.recordedAt,
  })

/** The state after several revisions, from the state before the first of them. */
export const applyAllChanges = ({ mergedInto, ...view }: IncidentView, deltas: RevisionDeltas): IncidentView => {
  const beliefs = new Map<string, Belief | null>(Object.entries(view.beliefs))
  const aliases = [...view.aliases]
  let { title, updates } = view
  let providers = [...view.providers]
  let into: string | null | undefined = mergedInto
  deltas.changes.forEach((changes, index) => {
    for (const fact of Object.keys(changes.beliefs)) beliefs.set(fact, changes.beliefs[fact] ?? null)
    if (changes.aliases !== undefined) aliases.push(...changes.aliases)
    title = changes.title ?? title
    updates = changes.left?.updates ?? updates + (deltas.files[index] === true ? 1 : 0)
    if (changes.providers !== undefined) providers.push(...changes.providers)
    if (changes.left !== undefined) providers = [...changes.left.providers]
    if (changes.mergedInto !== undefined) into = changes.mergedInto
  })
  return {
    ...view,
    aliases,
    revision: deltas.revision,
    title,
    openedAt: view.openedAt ?? deltas.firstRecordedAt,
    lastSaidAt: laterOf(view.lastSaidAt, deltas.lastSaidAt),
    lastRecordedAt: deltas.lastRecordedAt,
    hash: deltas.hash,
    beliefs: inOrder([...beliefs]),
    updates,
    providers: providers.sort(compareBytes),
    ...mergedWords(into),
  }
}

const mergedWords = (into: string | null | undefined): Pick<IncidentView, 'mergedInto'> =>
  into === undefined || into === null ? {} : { mergedInto: into }

/** Everything filed to one incident, or what of it was recorded by some moment. */
export type IncidentParts = {
  readonly id: string
  readonly aliases: readonly string[]
  readonly openedAt?: string | null
  readonly lastRecordedAt?: string | null
  readonly mergedInto?: string
  readonly claims: readonly StoredClaim[]
  readonly effects: readonly Effect[]
  readonly heads: readonly UpdateHead[]
}

/**
 * The view from what had been said by `asOf` (contract §3): claims, withdrawals, kills and overrules said later are left
 * out, and so are later updates of the title, the counts and the providers. Null leaves nothing out.
 */
export const viewAsOf = (parts: IncidentParts, asOf: string | null, policy: Policy): IncidentView => {
  const limit = asOf === null ? Infinity : epochOf(asOf)
  const said = ({ saidAt }: { saidAt: string }): boolean => epochOf(saidAt) <= limit
  const ledger = openLedger()
  const touched = new Set<string>()
  const effects = parts.effects.filter(said)
  const heads = parts.heads.filter(said)
  for (const effect of effects) addEffect(ledger, effect, touched)
  for (const claim of parts.claims) if (said(claim)) addClaim(ledger, claim, claim, touched)
  for (const head of heads) addHead(ledger, head)
  const beliefs = [...ledger.contests].map(([fact, contest]): [string, Belief | null] => [
    fact,
    believe(contest, policy),
  ])
  const overrules = effects.filter(({ kind }) => kind === 'overrule')
  return {
    id: parts.id,
    aliases: parts.aliases,
    revision: null,
    title: ledger.headlines.at(-1)?.headline ?? parts.aliases[0] ?? parts.id,
    policy: policy.name,
    openedAt: parts.openedAt ?? null,
    lastSaidAt: [...heads, ...overrules].reduce<string | null>((last, { saidAt }) => laterOf(last, saidAt), null),
    lastRecordedAt: parts.lastRecordedAt ?? null,
    hash: null,
    beliefs: inOrder(beliefs),
    updates: heads.length,
    providers: [...new Set(heads.map(({ provider }) => provider))].sort(compareBytes),
    ...mergedWords(parts.mergedInto),
  }
}

/**
 * The view as of a moment, from the state after a revision that holds all of what had been said by then and nothing that
 * was said later; `base` is the view that tells what else is known. Equal to {@link viewAsOf}. Null where the state
 * cannot tell whether its title is a headline, or a name that it has not.
 */
export const viewAsOfState = (state: IncidentView, base: IncidentView): IncidentView | null => {
  const isNamed = state.aliases.length > 0 || base.aliases.length === 0
  if (!isNamed && state.updates > 0 && state.title === state.id) return null
  const { mergedInto: _into, ...view } = state
  return {
    ...view,
    aliases: base.aliases,
    revision: null,
    title: isNamed || state.title !== state.id ? state.title : (base.aliases[0] ?? state.id),
    openedAt: base.openedAt,
    lastRecordedAt: base.lastRecordedAt,
    hash: null,
    ...mergedWords(base.mergedInto),
  }
}

const inOrder = (beliefs: readonly (readonly [string, Belief | null])[]): Beliefs =>
  Object.fromEntries(
    beliefs.filter((entry): entry is [string, Belief] => entry[1] !== null).sort(([a], [b]) => compareBytes(a, b)),
  )
