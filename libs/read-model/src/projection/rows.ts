import type { Recorded } from '#eventing'
import type { Effect, IncidentEvent, Revised, StoredClaim } from '#incident'
import type { Poison } from './read-record.js'

/** One new revision: the event, what the fold made of it, and the state where a snapshot is due. */
export type RevisionRow = {
  readonly recorded: Recorded<IncidentEvent>
  readonly revised: Revised
  readonly snapshot: string | null
}
export type ClaimRow = { readonly incident: string; readonly revision: number; readonly claim: StoredClaim }
export type EffectRow = { readonly incident: string; readonly revision: number; readonly effect: Effect }
export type UpdateRow = {
  readonly recorded: Recorded<IncidentEvent & { type: 'UpdateFiled' }>
  readonly revision: number
  readonly reachesOnly: boolean
}
export type AliasRow = { readonly name: string; readonly recorded: Recorded<IncidentEvent> }
export type RefusedRow = { readonly recorded: Recorded<IncidentEvent>; readonly met: number; readonly reason: string }
/** The state of an incident after the chunk. */
export type IncidentRow = {
  readonly id: string
  readonly revision: number
  readonly title: string
  readonly body: string
  readonly hash: string
  readonly openedAt: string
  readonly lastSaidAt: string
  readonly lastRecordedAt: string
  readonly updates: number
  readonly providers: readonly string[]
  readonly facts: readonly string[]
}

/** Everything one chunk adds to the tables, each list in log order; incidents by id, aliases by name. */
export type ChunkRows = {
  readonly revisions: RevisionRow[]
  readonly incidents: IncidentRow[]
  readonly aliases: AliasRow[]
  readonly claims: ClaimRow[]
  readonly effects: EffectRow[]
  readonly updates: UpdateRow[]
  readonly refused: RefusedRow[]
  readonly poisons: Poison[]
}
