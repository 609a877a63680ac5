/** A belief policy as data (contract §3). Another policy is another projection of the same log. */
export type Policy = {
  readonly name: string
  /** A claim said this long before the newest one is stale; milliseconds. */
  readonly staleAfter: number
  /** Claims of this tier or better go stale only against one another. */
  readonly officialTier: number
}

export const policyP1: Policy = { name: 'P1', staleAfter: 6 * 60 * 60 * 1000, officialTier: 2 }
export const policyName = policyP1.name
