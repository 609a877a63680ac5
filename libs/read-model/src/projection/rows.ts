import type { Recorded } from '#eventing'
import type { Effect, IncidentEvent, Move, Revised } from '#incident'
import type { Poison, ReadEvent } from './read-record.js'

/** One new revision: the event, what the fold made of it, and where a snapshot is due the state and its last moment. */
export type RevisionRow = ReadEvent & {
  readonly revised: Revised
  /** When the revision before it was recorded, where that was later; else null. */
  readonly steppedFrom: string | null
  readonly snapshot: string | null
  readonly lastSaidAt: string | null
}
/** The event of a new revision, as it stands in the log. */
export type EventRow = Omit<RevisionRow, 'snapshot' | 'lastSaidAt' | 'steppedFrom'>
/** Something that took claims out, or an item that left. */
export type EffectRow = {
  readonly incident: string
  readonly revision: number
  readonly effect: Effect | (Move & { readonly kind: 'move' })
}
export type AliasRow = {
  readonly name: string
  readonly recorded: Pick<Recorded<IncidentEvent>, 'id' | 'stream' | 'position' | 'recordedAt'>
}
/** `provider:agy-a` or `fact:activity`, and an incident that had none of it before. */
export type TagRow = { readonly tag: string; readonly incident: string }
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

/** The ledger of an incident as it was at a revision, so that it can be taken up from there. */
export type RecallRow = { readonly incident: string; readonly revision: number; readonly ledger: string }

/** Everything one chunk adds to the tables, each list in log order; incidents by id, aliases and tags by name. */
export type ChunkRows = {
  readonly revisions: RevisionRow[]
  readonly incidents: IncidentRow[]
  readonly recalls: RecallRow[]
  readonly tags: TagRow[]
  readonly aliases: AliasRow[]
  readonly effects: EffectRow[]
  readonly refused: RefusedRow[]
  readonly poisons: Poison[]
}
