import type { Claim } from '../claim.js'
import type { ItemName, UpdateFiled, Victim } from '../events.js'
import { itemKey } from '../identity.js'

/** A claim with the identity of the update that carried it. */
export type StoredClaim = Claim & {
  readonly updateId: string
  readonly provider: string
  readonly item: string
  readonly version: string
}

/** What takes claims out. `cause` is the update id of the withdrawal or kill, or the editor who overruled. */
export type Effect =
  | {
      readonly kind: 'withdraw' | 'overrule'
      readonly claim: string
      readonly saidAt: string
      readonly cause: string
      readonly reason: string | null
    }
  | {
      readonly kind: 'kill'
      readonly victim: Victim
      readonly saidAt: string
      readonly cause: string
      readonly reason: null
    }

/** An item that an editor moved to another incident. */
export type Move = {
  readonly of: ItemName
  readonly to: string
  readonly saidAt: string
  readonly by: string
  readonly reason: string
}

/** Of an update what the title and the counts need. */
export type UpdateHead = {
  readonly updateId: string
  readonly provider: string
  readonly item: string
  readonly version: string
  readonly saidAt: string
  readonly headline: string | null
  readonly reachesOnly: boolean
}

/** Whether a victim is this version of the item of that key; one without a version is every version. */
export const isVersionOf = (victim: Victim, item: string, version: string): boolean =>
  itemKey(victim) === item && (victim.version === null || victim.version === version)

/** What a filed update brings into an incident: its head, and its claims unless it only reaches there. */
export type UpdateParts = { readonly head: UpdateHead; readonly claims: readonly StoredClaim[] }

export const partsOfUpdate = ({
  update,
  reachesOnly,
}: Pick<UpdateFiled['data'], 'update' | 'reachesOnly'>): UpdateParts => {
  const { updateId, provider, item, version, saidAt, headline, claims } = update
  return {
    claims: reachesOnly ? [] : claims.map((claim) => ({ ...claim, updateId, provider, item, version })),
    head: { updateId, provider, item, version, saidAt, headline, reachesOnly },
  }
}
