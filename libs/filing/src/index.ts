export { decide } from './decide.js'
export type { CommandDecision, Decision } from './decision.js'
export { draftOf } from './draft.js'
export { decideDue, inDueOrder } from './embargo.js'
export type { Incoming, Mint, ReadClaim } from './incoming.js'
export {
  addCauseKeys,
  addCommandKeys,
  addEmbargoKeys,
  addItemKey,
  addKeys,
  lockNames,
  noKeys,
  reachesOut,
  type Keys,
} from './keys.js'
export {
  nothingKnown,
  type Cause,
  type Embargo,
  type IndexChange,
  type Known,
  type KnownClaim,
  type KnownLabel,
  type KnownSlug,
  type KnownText,
  type KnownUpdate,
  type Label,
  type LiftedReceipt,
  type Pending,
  type Wanted,
} from './known.js'
export { learn } from './learn.js'
export { decideOverrule, type OverruleCommand } from './overrule.js'
export {
  decideRelink,
  mostMoved,
  type RelinkCommand,
  type RelinkDecision,
  type Relinked,
  type Relinking,
} from './relink.js'
export { textDigestOf } from './rules/bare-text.js'
export { incidentNameOf, isIncidentName } from './rules/incident-name.js'
export { contentText, isPlainPayload, payloadText } from './rules/payload.js'
export { slugBaseOf } from './rules/slug-base.js'
export { versionKey } from './rules/version-key.js'
export { decodeEvent, encodeEvent, itemKey, type IncidentRecord, type ItemName } from '#incident'
