export type { ReadClaim, Reader } from './read-claim.js'
export { readClaims, readers } from './read-claims.js'
