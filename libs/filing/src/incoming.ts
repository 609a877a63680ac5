import type { Json } from '#eventing'
import type { WireUpdate } from '#wire'

/** A claim read from text, with the reader that read it (`en/1`). */
export type ReadClaim = {
  readonly fact: string
  readonly value: Json
  readonly detail?: { readonly [key: string]: Json | undefined }
  readonly speaker: string | null
  readonly tier: number
  /** Where it is not the speaker: what the claim stands or falls with. */
  readonly independenceGroup?: string
  readonly via: readonly string[]
  readonly quote: string
  readonly span: { readonly start: number; readonly end: number }
  readonly allegation: boolean
  readonly confidence: number
  readonly reader: string
}

/** One decoded update and what is known of the record it came in. */
export type Incoming = {
  /** Position of the raw record, `newsroom.wire.v1/0/5`. */
  readonly position: string
  /** Broker time of the raw record. */
  readonly receivedAt: string
  /** sha256 of the record's bytes, lower-case hex. */
  readonly bytesDigest: string
  readonly update: WireUpdate
  /** sha256 of {@link payloadText}, lower-case hex. */
  readonly digest: string
  /** sha256 of {@link contentText}, lower-case hex; null where that is null. */
  readonly contentDigest: string | null
  /** Length of {@link payloadText}, in UTF-16 code units. */
  readonly payloadLength: number
  /** Whether that text {@link isPlainPayload}; not known where it is left out. */
  readonly plainPayload?: boolean
  /** How many updates the record holds. */
  readonly siblings: number
  /** The publisher's name for the incident, see {@link incidentNameOf}. */
  readonly name: string | null
  /** Claims read from the text; null where nothing was read because the publisher gave claims or there is no text. */
  readonly read: readonly ReadClaim[] | null
  /** What the decoder had to leave out or guess. */
  readonly warnings: readonly string[]
}

/** Ids for new events and incidents: the caller's dice, so that deciding has none. */
export type Mint = { readonly eventId: () => string; readonly incidentId: () => string }
