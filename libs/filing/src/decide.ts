import { updateIdOf, type UpdateFiled } from '#incident'
import type { Decision } from './decision.js'
import type { Incoming, Mint } from './incoming.js'
import { versionBefore, type Cause, type Known } from './known.js'
import { keepWaiting, note, placeAtHome, type Desk } from './place.js'
import { identifyBareText, textDigestOf } from './rules/bare-text.js'
import { claimsOf } from './rules/claims.js'
import { droppedClaims } from './rules/dropped-claims.js'
import { refuseTooLarge, refuseUnfit } from './rules/guards.js'
import { filedParticulars } from './rules/particulars.js'
import { differingName, linkOf, type Link } from './rules/link.js'
import { decideRepeat, decideSeen, repeatOf } from './rules/repeat.js'
import { claimTarget, isKillAction, victimsOf } from './rules/victims.js'

/**
 * Decides on one update, once and for ever: filed (to which incidents), a repeat, a conflict, waiting or rejected.
 * Total and deterministic given what is known and the ids handed out; `known` is brought up to date in place, so that
 * the next update of the chunk is decided on it.
 */
export const decide = (known: Known, incoming: Incoming, mint: Mint): Decision => {
  const unfit = refuseUnfit(incoming)
  if (unfit !== undefined) return { outcome: 'rejected', ...unfit }
  const repeat = incoming.update.action === 'repeat' ? decideRepeat(known, incoming) : null
  if (repeat !== null) return repeat
  if (incoming.update.item !== null) return decideItem(known, incoming, incoming.update.item, mint)
  const identity = identifyBareText(known, incoming)
  if ('item' in identity) return decideItem(known, incoming, identity.item, mint)
  const seen = known.updates.get(identity.repeats.updateId)
  return seen === undefined
    ? { outcome: 'repeat', of: null, reason: `repeats ${identity.repeats.updateId}` }
    : repeatOf(seen)
}

const decideItem = (known: Known, incoming: Incoming, item: string, mint: Mint): Decision => {
  const { update } = incoming
  const updateId = updateIdOf(update.provider, item, update.version)
  const seen = decideSeen(known, incoming, updateId)
  if (seen !== null) return seen
  const kills = victimsOf(update, item)
  const saidAt = update.saidAt ?? incoming.receivedAt
  const link = linkOf(known, { update, item, saidAt, name: incoming.name, kills })
  const draft = draftOf(known, incoming, { updateId, item, saidAt, kills, link })
  const tooLarge = refuseTooLarge(incoming, draft.data)
  if (tooLarge !== undefined) return { outcome: 'rejected', ...tooLarge }
  return fileDraft({ known, mint, events: [], changes: [] }, incoming, draft, link)
}

const fileDraft = (desk: Desk, incoming: Incoming, draft: Cause, link: Link | null): Decision => {
  const { updateId, provider, item, version, claims } = draft.data.update
  const { digest, position, receivedAt, name } = incoming
  const carried = claims.map(({ id, fact, speaker }) => ({
    index: Number(id.slice(id.lastIndexOf('#') + 1)),
    fact,
    speaker,
  }))
  note(desk, {
    kind: 'update',
    row: { updateId, provider, item, version, digest, position, incident: null, eventId: null, claims: carried },
  })
  if (incoming.update.item === null) {
    const row = { provider, bytesDigest: textDigestOf(incoming), name: name ?? '', item, updateId, receivedAt }
    note(desk, { kind: 'text', row })
  }
  const { changes, events } = desk
  const { warnings } = draft.data
  if (link !== null) {
    placeAtHome(desk, draft, link)
    return { outcome: 'filed', updateId, events, changes, warnings }
  }
  keepWaiting(desk, draft)
  const reason = 'a kill that names no incident waits until what it kills has come'
  return { outcome: 'waiting', updateId, changes, warnings, reason }
}

type Decided = {
  readonly updateId: string
  readonly item: string
  readonly saidAt: string
  readonly kills: UpdateFiled['data']['kills']
  readonly link: Link | null
}

const draftOf = (known: Known, incoming: Incoming, { updateId, item, saidAt, kills, link }: Decided): Cause => {
  const { update, read } = incoming
  const { provider, version, action, headline, text, language, slug, urgency, relations, format } = update
  const claims = claimsOf(update, read, { updateId, provider, saidAt })
  const previous =
    update.claims === null && read !== null && !isKillAction(action)
      ? versionBefore(known, { provider, item }, version)
      : undefined
  const dropped = previous === undefined ? [] : droppedClaims(previous, claims)
  const warnings = [...incoming.warnings, ...warningsOf(incoming, link)]
  const data: UpdateFiled['data'] = {
    update: {
      ...{ updateId, provider, item, version, action, saidAt, headline, text, language, slug, urgency, relations },
      claims,
      withdraws: [...new Set([...update.withdraws, ...dropped])],
      format,
      ...filedParticulars(update.particulars),
    },
    receivedAt: incoming.receivedAt,
    aliases: [],
    kills,
    reachesOnly: false,
    evidence: {
      ...update.evidence,
      payload: incoming.digest,
      ...(update.item === null ? { text: { digest: textDigestOf(incoming), name: incoming.name ?? '' } } : {}),
      ...(previous === undefined || dropped.length === 0
        ? {}
        : { dropped: { from: previous.updateId, claims: dropped } }),
    },
    warnings,
  }
  return { updateId, position: incoming.position, data, incidents: [] }
}

const warningsOf = ({ update, name }: Incoming, link: Link | null): string[] => {
  const differing = link === null ? null : differingName(link, name)
  return [
    ...(differing === null ? [] : [differing]),
    ...update.withdraws
      .filter((id) => claimTarget(id) === undefined)
      .map((id) => `withdraws ${JSON.stringify(id)}, which is no claim id`),
  ]
}
