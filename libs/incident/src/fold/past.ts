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

/** The state after a revision, from the state before it: state n = snapshot + changes. */
export const applyChanges = ({ mergedInto, ...view }: IncidentView, delta: RevisionDelta): IncidentView => ({
  ...view,
  aliases: [...view.aliases, ...(delta.changes.aliases ?? [])],
  revision: delta.revision,
  title: delta.changes.title ?? view.title,
  openedAt: view.openedAt ?? delta.recordedAt,
  lastSaidAt: laterOf(view.lastSaidAt, delta.saidAt),
  lastRecordedAt: delta.recordedAt,
  hash: delta.hash,
  beliefs: inOrder(Object.entries({ ...view.beliefs, ...delta.changes.beliefs })),
  updates: delta.changes.left?.updates ?? view.updates + (delta.eventType === 'UpdateFiled' ? 1 : 0),
  providers:
    delta.changes.left?.providers ?? [...view.providers, ...(delta.changes.providers ?? [])].sort(compareBytes),
  ...mergedWords(delta.changes.mergedInto === undefined ? mergedInto : delta.changes.mergedInto),
})

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

const inOrder = (beliefs: readonly (readonly [string, Belief | null])[]): Beliefs =>
  Object.fromEntries(
    beliefs.filter((entry): entry is [string, Belief] => entry[1] !== null).sort(([a], [b]) => compareBytes(a, b)),
  )
