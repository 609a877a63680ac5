/** A belief policy as data (contract §3). Another policy is another projection of the same log. */
export type Policy = {
  readonly name: string
  /** Rule 3: a claim said this long before the newest one is stale; milliseconds. */
  readonly staleAfter: number
  /** Rule 3: claims of this tier or better go stale only against one another; 0 where no tier is spared. */
  readonly officialTier: number
  /** Rule 5: what best goes by first, the lowest tier or the latest word; the other one comes second. */
  readonly bestBy: 'tier' | 'latest'
}
