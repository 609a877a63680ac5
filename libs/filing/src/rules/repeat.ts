import { updateIdOf } from '#incident'
import type { WireUpdate } from '#wire'
import type { Decision } from '../decision.js'
import type { Incoming } from '../incoming.js'
import { itemKey, versionBefore, type Known, type KnownUpdate } from '../known.js'

/** What an `action: repeat` repeats: the item its `repeats` relation names, else the first it relates to, else its own. */
export const repeatedBy = (
  update: WireUpdate,
): { readonly provider: string; readonly item: string; readonly version: string | null } | null => {
  const named = update.relations.find((relation) => relation.rel === 'repeats') ?? update.relations[0]
  if (named !== undefined) return named
  return update.item === null ? null : { provider: update.provider, item: update.item, version: update.version }
}

/**
 * A declared repeat is never filed, not even when what it names has not come yet. Null where it names nothing and its
 * own item is new: then it is the first that is heard of it, whatever it calls itself.
 */
export const decideRepeat = (known: Known, { update }: Incoming): Decision | null => {
  const target = repeatedBy(update)
  if (update.relations.length === 0 && target !== null && !known.items.has(itemKey(target))) return null
  if (target === null) return { outcome: 'repeat', of: null, reason: 'repeats an item without identity' }
  const { provider, item, version } = target
  const exact = version === null ? undefined : known.updates.get(updateIdOf(provider, item, version))
  const original = exact ?? versionBefore(known, target, null)
  const name = version === null ? `${provider}/${item}` : updateIdOf(provider, item, version)
  if (original !== undefined) return repeatOf(original)
  const incident = known.items.get(itemKey(target))
  return {
    outcome: 'repeat',
    of: null,
    reason: `repeats ${name}${incident === undefined ? ', which has not come yet' : ''}`,
  }
}

/**
 * The same update once more, or its id with another payload (contract §2.3); null where the id is new. What is public
 * cannot be put under embargo any more, nor is a part of it another payload: both repeat it.
 */
export const decideSeen = (
  known: Known,
  incoming: Incoming,
  updateId: string,
  isEmbargoed: boolean,
): Decision | null => {
  const seen = known.updates.get(updateId)
  if (seen === undefined) return null
  if (seen.digest === incoming.digest || incoming.update.particulars.partial === true) return repeatOf(seen)
  if (isEmbargoed) {
    const repeat = repeatOf(seen)
    return { ...repeat, reason: `${repeat.reason}: what was filed already cannot be put under embargo` }
  }
  return {
    outcome: 'conflict',
    code: 'FILING_CONFLICT',
    updateId,
    reason: `${updateId} came with another payload: first at ${seen.position}, now at ${incoming.position}`,
  }
}

export const repeatOf = (seen: KnownUpdate): Decision & { readonly outcome: 'repeat' } => ({
  outcome: 'repeat',
  of:
    seen.incident === null || seen.eventId === null
      ? null
      : { updateId: seen.updateId, incident: seen.incident, eventId: seen.eventId },
  reason: `repeats ${seen.updateId}, received at ${seen.position}`,
})
