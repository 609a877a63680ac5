import type { IncidentRecord } from '#incident'
import type { IndexChange } from './known.js'

/** What became of one update. Changes and events belong together: both are written, or neither. */
export type Decision =
  | {
      readonly outcome: 'filed'
      readonly updateId: string
      /** The update's own events, then those of kills and withdrawals that waited for it (other `causationId`). */
      readonly events: readonly IncidentRecord[]
      readonly changes: readonly IndexChange[]
      readonly warnings: readonly string[]
    }
  | {
      readonly outcome: 'waiting'
      readonly updateId: string
      /** Of others that it freed. */
      readonly events: readonly IncidentRecord[]
      readonly changes: readonly IndexChange[]
      readonly warnings: readonly string[]
      readonly reason: string
    }
  | {
      readonly outcome: 'repeat'
      /** The update it repeats, as far as it is known. */
      readonly of: { readonly updateId: string; readonly incident: string; readonly eventId: string } | null
      readonly reason: string
    }
  | { readonly outcome: 'conflict'; readonly code: string; readonly updateId: string; readonly reason: string }
  | { readonly outcome: 'rejected'; readonly code: string; readonly reason: string }

/** What became of an editor's command. */
export type CommandDecision =
  | { readonly outcome: 'filed'; readonly event: IncidentRecord; readonly warnings: readonly string[] }
  | { readonly outcome: 'rejected'; readonly code: string; readonly reason: string }
