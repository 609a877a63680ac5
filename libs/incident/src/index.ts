export type { Belief, Beliefs, Changes, IncidentView } from './belief.js'
export type { Claim, CountUnit } from './claim.js'
export { decodeEvent, encodeEvent, type DecodedEvent, type IncidentRecord } from './codec/event-codec.js'
export {
  actions,
  eventSchema,
  publisherActions,
  type Action,
  type ClaimOverruled,
  type Evidence,
  type FiledUpdate,
  type IncidentEvent,
  type ItemName,
  type Relation,
  type UpdateFiled,
  type UpdatesMovedOut,
  type Victim,
} from './events.js'
export type { Detail, FactKind } from './facts/fact-kind.js'
export { factKindOf, factKinds, parseFact, type ParsedFact } from './facts/registry.js'
export { evolve, type Refused, type Revised, type Transition } from './fold/evolve.js'
export { explainClaims, type ClaimStatus, type Explanation } from './fold/explain.js'
export {
  openIncident,
  restoreIncident,
  viewOf,
  viewJson,
  viewText,
  type Incident,
  type SavedIncident,
  type Sha256,
} from './fold/incident.js'
export {
  applyAllChanges,
  applyChanges,
  emptyView,
  viewAsOf,
  viewAsOfState,
  type IncidentParts,
  type RevisionDelta,
} from './fold/past.js'
export {
  packIncident,
  packLedger,
  restWeightOf,
  recallIncident,
  unpackIncident,
  type LaterEvent,
  type PackedIncident,
} from './fold/packed.js'
export { anyMoment, type SaidSpan } from './fold/said-span.js'
export {
  partsOfUpdate,
  type Effect,
  type Move,
  type StoredClaim,
  type UpdateHead,
  type UpdateParts,
} from './fold/stored.js'
export { mayBeRefiled, needsWhole, trimIncident, weightOf } from './fold/trim.js'
export type {
  EditorialNote,
  Level,
  NamedVictim,
  Particulars,
  Place,
  PubStatus,
  SourceParty,
  Subject,
  TimeTrust,
} from './particulars.js'
export { claimIdOf, itemKey, parseClaimId, parseUpdateId, updateIdOf } from './identity.js'
export type { Policy } from './policy/policy.js'
export { firstPolicy, policies, policyNamed, UnknownPolicy } from './policy/registry.js'
export { compareVersions } from './policy/version-order.js'
