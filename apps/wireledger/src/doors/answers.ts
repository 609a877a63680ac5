import type { Json } from '#eventing'
import type { Belief, Changes, IncidentView } from '#incident'

/** `GET /v1/incidents/{id}`; the two times only on a past view. */
export type ViewAnswer = IncidentView & { readonly asOf?: string | null; readonly knownAt?: string | null }

export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null }

/** One item of `/v1/incidents/{id}/revisions`, and the `data` of the stream, which also names the incident. */
export type RevisionItem = {
  readonly incident?: string
  readonly revision: number
  readonly eventId: string
  readonly eventType: string
  readonly updateId: string | null
  readonly position: string
  readonly saidAt: string
  readonly receivedAt: string
  readonly recordedAt: string
  readonly changes: Changes
  readonly hash: string
}

export type ReceiptStatus = 'accepted' | 'waiting' | 'filed' | 'projected' | 'repeat' | 'rejected' | 'quarantined'

/** `GET /v1/receipts/{id}`. */
export type ReceiptAnswer = {
  readonly status: ReceiptStatus
  readonly updates: readonly {
    readonly updateId: string
    readonly incident: string
    readonly revision: number | null
  }[]
  readonly reason?: string | null
  readonly warnings?: readonly string[]
}

/** `202` of both ingest doors. */
export type AcceptedAnswer = {
  readonly receipts: readonly { readonly id: string; readonly position: string; readonly href: string }[]
}

/** `GET /v1/updates/{updateId}`, as far as the command line looks at it. */
export type UpdateAnswer = {
  readonly updateId: string
  readonly provider: string
  readonly action: string
  readonly saidAt: string
  readonly headline: string | null
  readonly claims: readonly UpdateClaim[]
}

export type UpdateClaim = {
  readonly id: string
  readonly speaker: string
  readonly tier: number
  readonly fact: string
  readonly value: Json
}

/** `GET /v1/incidents/{id}/diff`. */
export type DiffAnswer = {
  readonly from: number
  readonly to: number
  readonly facts: readonly {
    readonly fact: string
    readonly before: Belief | null
    readonly after: Belief | null
    readonly updates: readonly string[]
  }[]
}

/** `GET /v1/incidents/{id}/blame`. */
export type BlameAnswer = { readonly facts: readonly BlamedFact[] }

export type BlamedFact = { readonly fact: string; readonly claims: readonly BlamedClaim[] }

export type BlamedClaim = UpdateClaim & {
  readonly saidAt: string
  readonly via?: readonly string[]
  readonly quote?: string | null
  readonly allegation?: boolean
  readonly status: 'live' | 'stale' | 'superseded' | 'retracted' | 'overruled'
  readonly by?: string | null
  readonly position?: string | null
}

/** One item of `GET /v1/sources`. */
export type SourceAnswer = {
  readonly name: string
  readonly kind: string
  readonly provider: string
  readonly state: string
  readonly silent: boolean
  readonly lagSeconds: number | null
  readonly items: number
  readonly quarantined: number
  readonly missingNumbers: number
  readonly failures: number
  readonly lastItemAt: string | null
  readonly lastSuccessAt: string | null
  readonly lastError: { readonly code: string; readonly message: string; readonly at: string } | null
  readonly nextPollAt: string | null
}
