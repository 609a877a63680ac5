import { claimIdOf, type Action, type Claim, type FiledUpdate, type UpdateFiled } from '#incident'
import type { Incoming } from '../incoming.js'
import { versionBefore, type Known, type KnownUpdate } from '../known.js'
import { claimsOf } from './claims.js'
import { droppedClaims } from './dropped-claims.js'
import { isKillAction } from './victims.js'

/** What of a document's words is filed, and why not all of it. */
export type Reading = Pick<FiledUpdate, 'action' | 'headline' | 'text' | 'claims'> & {
  readonly dropped: readonly string[]
  /** Whether later versions are compared with what this one claims. */
  readonly speaks: boolean
  readonly evidence: UpdateFiled['data']['evidence']
}

type Of = { readonly updateId: string; readonly provider: string; readonly item: string; readonly saidAt: string }

/**
 * The claims an update carries and those of its item's previous version that it drops. Claims given by the publisher
 * are filed as they are. Those read from text are left where the update does not speak about the world: kills, holds,
 * advisories, tests, what must not be published, a version without a new word, and a part of what is there in full.
 */
export const readingOf = (known: Known, incoming: Incoming, of: Of): Reading => {
  const { update, read } = incoming
  const { action, headline, text } = update
  if (update.claims !== null)
    return { action, headline, text, claims: claimsOf(update, read, of), dropped: [], speaks: true, evidence: {} }
  const as = { action, headline, text }
  const full = update.particulars.partial === true ? versionBefore(known, of, null) : undefined
  if (full !== undefined)
    return { ...quiet, action, headline: null, text: null, evidence: { partial: { of: full.updateId } } }
  const previous = versionBefore(known, of, update.version)
  const isSame = previous?.content != null && previous.content === incoming.contentDigest
  if (isSame && unlabelled.has(action) && update.format !== saysItself) {
    const rule = { rule: 'same-words', field: null, value: previous.updateId }
    return {
      ...as,
      ...quiet,
      action: 'metadata-only',
      evidence: { action: rule, classified: update.evidence['action'] },
    }
  }
  const left = leftFor(incoming, isSame)
  if (left !== null) return { ...as, ...quiet, evidence: leftEvidence(read?.length ?? 0, left) }
  const claims = [...claimsOf(update, read, of), ...endOfEvent(incoming, of)]
  const dropped = previous === undefined || read === null ? [] : droppedClaims(previous, claims)
  return { ...as, claims, dropped, speaks: true, evidence: evidenceOf(incoming, previous, dropped) }
}

const quiet = { claims: [], dropped: [], speaks: false } as const
/** The format in which a publisher says what an update does: its word stands. */
const saysItself = 'wireledger'
const unlabelled: ReadonlySet<Action> = new Set(['new', 'update', 'metadata-only'])

const leftFor = ({ update }: Incoming, isSame: boolean): string | null => {
  const { action, particulars } = update
  if (isKillAction(action) || action === 'hold' || action === 'advisory' || action === 'test') return action
  if (particulars.publishable === false) return 'not-publishable'
  return action === 'release' && (isSame || update.text === null) ? action : null
}

const leftEvidence = (count: number, left: string): Reading['evidence'] =>
  count === 0 ? {} : { claims: { left: count, rule: left } }

const evidenceOf = (
  { update }: Incoming,
  previous: KnownUpdate | undefined,
  dropped: readonly string[],
): Reading['evidence'] => ({
  ...(previous === undefined || dropped.length === 0 ? {} : { dropped: { from: previous.updateId, claims: dropped } }),
  ...(update.particulars.eventEnded === true ? { eventEnded: true } : {}),
})

/** Who issues warnings says when what they warned of is over: the document says it in a field of its own. */
const endOfEvent = ({ update, read }: Incoming, { updateId, provider, saidAt }: Of): readonly Claim[] => {
  const { eventEnded, sources = [] } = update.particulars
  if (eventEnded !== true) return []
  const issuer = sources.find(({ role }) => role === 'originator') ?? sources.find(({ role }) => role === 'author')
  const speaker = issuer?.name.trim() || provider
  return [
    {
      ...{ id: claimIdOf(updateId, read?.length ?? 0), fact: 'activity', value: 'over', speaker },
      ...{
        tier: issuer === undefined ? 4 : 1,
        independenceGroup: speaker,
        via: [],
        saidAt,
        quote: null,
        allegation: false,
      },
    },
  ]
}
