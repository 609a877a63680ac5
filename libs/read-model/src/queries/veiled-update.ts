import type { Evidence, FiledUpdate, Particulars } from '#incident'
import type { Veil } from './veil.js'

/** What is told of a veil on an update. */
export type VeilNotice = {
  readonly killed?: true
  readonly killedBy?: string
  readonly held?: true
  readonly heldBy?: string
}

export const noticeOf = ({ killedBy, heldBy }: Veil): VeilNotice =>
  killedBy === null ? { held: true, ...(heldBy === null ? {} : { heldBy }) } : { killed: true, killedBy }

// Identity, times and status of a document; anything else may carry its words.
const wordless = [
  ...['chain', 'firstCreated', 'versionCreated', 'sent', 'issued', 'timeTrust', 'embargoedUntil', 'expires'],
  ...['pubStatus', 'pubStatusRaw', 'publishable', 'level', 'messageNumber', 'partial', 'eventEnded'],
] as readonly (keyof Particulars)[]

/** An update without its words: who, which version, what it did and when, and its claims without their quotes. */
export const withoutWords = ({ particulars = {}, ...update }: FiledUpdate): FiledUpdate => ({
  ...update,
  headline: null,
  text: null,
  slug: null,
  claims: update.claims.map(({ span: _span, ...claim }) => ({ ...claim, quote: null })),
  particulars: Object.fromEntries(Object.entries(particulars).filter(([key]) => wordless.some((name) => name === key))),
})

/** Evidence without the words that were met: which rules decided, and what it was filed by. */
export const evidenceWithoutWords = (evidence: Evidence): Evidence => {
  const { payload, action, link, embargo, dropped, partial } = evidence
  const kept = { payload, action: ruleOf(action), link: ruleOf(link), embargo, dropped, partial }
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
}

const ruleOf = (value: Evidence[string]): Evidence[string] =>
  typeof value === 'object' && value !== null && 'rule' in value ? { rule: value['rule'] ?? null } : undefined
