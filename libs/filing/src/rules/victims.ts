import { parseClaimId, parseUpdateId, type FiledUpdate, type Relation, type Victim } from '#incident'
import type { WireUpdate } from '#wire'

export const cancels = 'cancels'
export const isKillAction = (action: WireUpdate['action']): boolean => action === 'kill' || action === 'withdraw'

/**
 * What an update takes out (contract §2.3): the items and versions its `cancels` relations name, or, for a kill without
 * such a relation, its own item in every version.
 */
export const victimsOf = (update: WireUpdate, item: string): Victim[] => {
  const named = update.relations.filter((relation: Relation) => relation.rel === cancels)
  if (named.length > 0) return named.map(({ provider, item, version }) => ({ provider, item, version }))
  return isKillAction(update.action) ? [{ provider: update.provider, item, version: null }] : []
}

/** Relations by which a hold and a release name what they hold and release, given or found in words. */
export const holds = 'holds'
export const releases = 'releases'

/** Something an update takes out, holds or releases: a whole item, or one claim of one update. */
export type Target = {
  readonly provider: string
  readonly item: string
  readonly claim: { readonly updateId: string; readonly index: number } | null
}

export type Taking = {
  readonly update: Pick<FiledUpdate, 'provider' | 'item' | 'action' | 'relations' | 'withdraws'>
  readonly kills: readonly Victim[]
}

/** Targets outside the update's own item; those inside it are in the same incident by law. */
export const targetsOf = ({ update, kills }: Taking): Target[] =>
  [
    ...kills.map(({ provider, item }): Target => ({ provider, item, claim: null })),
    ...heldBy(update).map(({ provider, item }): Target => ({ provider, item, claim: null })),
    ...update.withdraws.flatMap((id) => claimTarget(id) ?? []),
  ].filter(({ provider, item }) => provider !== update.provider || item !== update.item)

const heldBy = ({ action, relations }: Taking['update']): readonly Relation[] => {
  if (action === 'hold') return relations.filter(({ rel }) => rel === holds)
  return action === 'release' ? relations.filter(({ rel }) => rel === releases) : []
}

/** The item and update a claim id belongs to; undefined where the text is no claim id. */
export const claimTarget = (claimId: string): Target | undefined => {
  const claim = parseClaimId(claimId)
  const update = claim === undefined ? undefined : parseUpdateId(claim.updateId)
  if (claim === undefined || update === undefined) return undefined
  return { provider: update.provider, item: update.item, claim }
}
