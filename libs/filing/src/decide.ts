import { updateIdOf } from '#incident'
import type { Decision } from './decision.js'
import { openDesk } from './desk.js'
import { cameAgain, freeWaiting, holdBack } from './embargo.js'
import { fileNow, prepare } from './file-now.js'
import type { Incoming, Mint } from './incoming.js'
import { itemKey, type Embargo, type Known } from './known.js'
import { identifyBareText } from './rules/bare-text.js'
import { embargoOf, endsLater, type EmbargoTerm } from './rules/embargo.js'
import { refuseUnfit } from './rules/guards.js'
import { decideRepeat, decideSeen, repeatOf } from './rules/repeat.js'

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
  const { provider, version } = incoming.update
  const updateId = updateIdOf(provider, item, version)
  const term = embargoOf(incoming)
  const waiting = known.embargoes.get(itemKey({ provider, item }))?.find((row) => row.updateId === updateId)
  if (waiting === undefined || !takesPlaceOf(waiting, incoming, term)) {
    const seen = decideSeen(known, incoming, updateId, waiting === undefined && term !== null)
    if (seen !== null) return seen
  }
  const desk = openDesk(known, mint)
  if (term !== null) return holdBack(desk, incoming, { item, term, replaced: waiting })
  const prepared = prepare(known, incoming, item)
  if (prepared.outcome === 'rejected') return prepared
  if (waiting !== undefined) cameAgain(desk, waiting, incoming)
  freeWaiting(desk, incoming, item)
  return fileNow(desk, prepared)
}

/** An id that waits under embargo and comes again is no conflict where it is free now, or held back for longer. */
const takesPlaceOf = (waiting: Embargo, { digest }: Incoming, term: EmbargoTerm | null): boolean =>
  waiting.incoming.digest !== digest && (term === null || endsLater(term, waiting))
