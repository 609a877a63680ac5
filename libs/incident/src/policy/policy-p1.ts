import type { Policy } from './policy.js'

const hour = 60 * 60 * 1000

/** The responsible authority is believed before all others (contract §3). */
export const policyP1: Policy = { name: 'P1', staleAfter: 6 * hour, officialTier: 2, bestBy: 'tier' }
