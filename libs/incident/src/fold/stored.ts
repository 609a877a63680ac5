import type { Claim } from '../claim.js'
import type { Victim } from '../events.js'

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

/** Key of an item across providers: a provider code holds no space. */
export const itemKey = ({ provider, item }: { provider: string; item: string }): string => `${provider} ${item}`
