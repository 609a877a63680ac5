export { actions, eventSchema, type Action, type ClaimOverruled, type Evidence, type FiledUpdate, type IncidentEvent, type Relation, type UpdateFiled, type Victim } from './events.js' // prettier-ignore
export type { Claim, CountUnit } from './claim.js'
export type { Belief, Beliefs, Changes, IncidentView } from './belief.js'
export { claimIdOf, parseClaimId, parseUpdateId, updateIdOf } from './identity.js'
