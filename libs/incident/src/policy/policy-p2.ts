import type { Policy } from './policy.js'

const hour = 60 * 60 * 1000

/**
 * The latest word wins: for a desk that follows a story minute by minute. What was said three hours before the newest
 * word is stale, whoever said it; an authority that was overtaken still shows in `values` and makes it `disputed`.
 */
export const policyP2: Policy = { name: 'P2', staleAfter: 3 * hour, officialTier: 0, bestBy: 'latest' }
