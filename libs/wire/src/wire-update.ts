import type { Json } from '#eventing'
import type { Action, Particulars, Relation } from '#incident'

/** A claim as the publisher gave it, checked against its fact; what is null here gets its default at filing. */
export type GivenClaim = {
  /** Index in the `claims` array as given: left-out claims leave a hole, never a shift. */
  readonly index: number
  readonly fact: string
  readonly value: Json
  readonly speaker: string | null
  readonly tier: number | null
  readonly independenceGroup: string | null
  readonly via: readonly string[]
  readonly saidAt: string | null
  readonly quote: string | null
  readonly allegation: boolean
  readonly detail?: { readonly [key: string]: Json | undefined }
}

/** One decoded item in one version, before anything was decided about it. Nothing in it depends on the time received. */
export type WireUpdate = {
  readonly format: string
  /** `[a-z0-9][a-z0-9._-]{0,63}`, or `unknown`. */
  readonly provider: string
  /** Null where the document carries no identity and none was given: the filer composes one from the bytes. */
  readonly item: string | null
  readonly version: string
  readonly action: Action
  /** Null where nothing says it: the filer takes the time received. */
  readonly saidAt: string | null
  readonly headline: string | null
  readonly text: string | null
  readonly language: string | null
  readonly slug: string | null
  readonly urgency: number | null
  /** The publisher's name for the incident: an id or an alias. */
  readonly incident: string | null
  readonly relations: readonly Relation[]
  /** Null where the publisher gave none: only then is the text read for claims. */
  readonly claims: readonly GivenClaim[] | null
  readonly withdraws: readonly string[]
  /** What else the document says; empty for formats that have nothing of the kind. */
  readonly particulars: Particulars
  /** Which field of the document led to the action, and anything else worth showing. */
  readonly evidence: { readonly [rule: string]: Json | undefined }
}

/** What may be said about an item outside its bytes: HTTP or Kafka headers of the same names (contract §2.1). */
export type Hints = {
  readonly contentType: string | null
  readonly provider: string | null
  readonly item: string | null
  readonly version: string | null
  readonly saidAt: string | null
  readonly incident: string | null
  readonly language: string | null
  /** IANA name: where the clocks are by which a document tells its times without an offset. */
  readonly timeZone: string | null
}

/** A place in the input: a JSON pointer, a line and column, a byte offset or a header name. */
export type Problem = { readonly path: string; readonly message: string }

export type Decoded = {
  readonly outcome: 'decoded'
  readonly format: string
  readonly updates: readonly WireUpdate[]
  readonly warnings: readonly string[]
}

export type Rejected = {
  readonly outcome: 'rejected'
  /** Stable code, `WIRE_...`, listed in docs/errors.md. */
  readonly code: string
  /** True where the content type is unknown and the shape is not recognised: 415 instead of 400. */
  readonly unsupported: boolean
  readonly reason: string
  readonly problems: readonly Problem[]
}
