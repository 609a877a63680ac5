import type { Json } from '#eventing'
import type { Claim } from './claim.js'
import type { Particulars } from './particulars.js'

/** What a publisher of Wireledger updates may say. */
export const publisherActions = [
  'new',
  'update',
  'correction',
  'refile',
  'clarification',
  'repeat',
  'advisory',
  'hold',
  'release',
  'kill',
  'withdraw',
  'test',
] as const
/** Only decoders tell a corrective (for the error of an earlier cycle), and a version in which nothing but metadata changed. */
export const actions = [...publisherActions, 'corrective', 'metadata-only'] as const
/** What a provider does with an update (contract §2.3). */
export type Action = (typeof actions)[number]

/** A relation of one update to another item, or to one version of it. */
export type Relation = {
  readonly rel: string
  readonly provider: string
  readonly item: string
  readonly version: string | null
}

/** The item a kill takes out: every version, those that come later too, where `version` is null. */
export type Victim = { readonly provider: string; readonly item: string; readonly version: string | null }

/** One decoded wire update as it was filed: identity, times, texts and the claims it carries. */
export type FiledUpdate = {
  /** `provider/item@version`, the item percent-encoded where it holds `/`, `@`, `#` or `%`. */
  readonly updateId: string
  readonly provider: string
  readonly item: string
  readonly version: string
  readonly action: Action
  readonly saidAt: string
  readonly headline: string | null
  readonly text: string | null
  readonly language: string | null
  readonly slug: string | null
  readonly urgency: number | null
  readonly relations: readonly Relation[]
  readonly claims: readonly Claim[]
  /** Claim ids that this update takes back, its provider's and those the filer found dropped from the text. */
  readonly withdraws: readonly string[]
  readonly format: string
  /** Absent where the document says nothing of the kind. Notes that are not public are left out. */
  readonly particulars?: Particulars
}

/** Why the filer decided as it did: rule names and the values they met, kept for ever beside the decision. */
export type Evidence = { readonly [rule: string]: Json | undefined }

/** A wire update was filed to the incident of the stream. One update makes one event in each incident it touches. */
export type UpdateFiled = {
  readonly type: 'UpdateFiled'
  readonly data: {
    readonly update: FiledUpdate
    /** Broker time of the raw record. */
    readonly receivedAt: string
    /** Names this incident answers to from now on. */
    readonly aliases: readonly string[]
    /** What a kill, a withdraw or a `cancels` relation takes out. */
    readonly kills: readonly Victim[]
    /** True where the update lives in another incident and only its kills and withdrawals reach this one. */
    readonly reachesOnly: boolean
    readonly evidence: Evidence
    readonly warnings: readonly string[]
    /** The incident it was filed to before an editor moved it here. Absent where it came here first. */
    readonly movedFrom?: string
  }
}

/** An editor overruled claims. The fold refuses it where `expectedRevision` is not the revision it meets. */
export type ClaimOverruled = {
  readonly type: 'ClaimOverruled'
  readonly data: {
    readonly claims: readonly string[]
    readonly reason: string
    readonly by: string
    readonly saidAt: string
    readonly receivedAt: string
    readonly expectedRevision: number | null
  }
}

/** An item of a provider, in every version. */
export type ItemName = { readonly provider: string; readonly item: string }

/** An editor moved items to another incident, where they are filed anew; what they said here no longer counts. */
export type UpdatesMovedOut = {
  readonly type: 'UpdatesMovedOut'
  readonly data: {
    readonly items: readonly ItemName[]
    /** The incident they went to. */
    readonly to: string
    /** True where all of this incident went there, so that its names stand for that one from now on. */
    readonly merged: boolean
    readonly reason: string
    readonly by: string
    readonly saidAt: string
    readonly receivedAt: string
  }
}

export type IncidentEvent = UpdateFiled | ClaimOverruled | UpdatesMovedOut
/** Value of the envelope's `schema` for every event of this library. */
export const eventSchema = 'wireledger.incident/1'
