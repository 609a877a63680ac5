/** How far a time can be trusted: to the second, to the minute, local time of an assumed zone, or nothing said it. */
export type TimeTrust = 'exact' | 'minute' | 'local-assumed' | 'none'

/** How fast it must be read, on one scale for all wires. */
export type Level = 'flash' | 'alert' | 'urgent' | 'routine' | 'deferred' | 'advance'

/** What may be done with an item, on one scale for all wires. */
export type PubStatus = 'usable' | 'embargoed' | 'held' | 'canceled'

/** A note to editors. One that is not public never leaves the house. */
export type EditorialNote = { readonly role: string | null; readonly public: boolean; readonly text: string }

/** A code or a name of a vocabulary; at least one of the two. */
export type Subject = { readonly scheme: string | null; readonly code: string | null; readonly name: string | null }

export type Place = {
  readonly name: string | null
  readonly codes: readonly string[]
  readonly role: 'dateline' | 'event' | null
}

/** Who had a hand in an item: who carries it, where it came from, who wrote it, who is quoted as its source. */
export type SourceParty = {
  readonly role: 'carrier' | 'originator' | 'author' | 'cited'
  readonly name: string
  readonly id: string | null
}

/** An item that a text takes back in words: by its message number, its headline, or both, and the day it moved. */
export type NamedVictim = {
  readonly messageNumber: string | null
  readonly headline: string | null
  readonly date: string | null
}

/**
 * What a wire document says beside identity, action and words. Absent means that the document does not say it. Times
 * are ISO 8601 UTC to the millisecond.
 */
export type Particulars = {
  /** What the versions or takes of one story share where their ids differ. */
  readonly chain?: string
  /** What tells deliveries of one version apart that differ in anything: AP's `etag`. */
  readonly versionKey?: string
  readonly firstCreated?: string
  readonly versionCreated?: string
  /** When the provider transmitted it; differs between deliveries of the same item. */
  readonly sent?: string
  readonly issued?: string
  readonly timeTrust?: TimeTrust
  readonly embargoedUntil?: string
  readonly expires?: string
  readonly pubStatus?: PubStatus
  /** As the document spells it. */
  readonly pubStatusRaw?: string
  /** False where the provider says that it must never be published: advisories, daybooks. */
  readonly publishable?: boolean
  /** Priority or urgency as the document spells it. */
  readonly priorityRaw?: string
  readonly level?: Level
  /** The slug without its flags, takes and prefixes: what all takes of a story share. */
  readonly slugBase?: string
  /** What stands behind the slash of `US-SYRIA/ASSAD`. */
  readonly slugBranch?: string
  readonly slugFlags?: readonly string[]
  /** `2nd Ld-Writethru` is `{ kind: 'lead', ordinal: 2 }`. */
  readonly take?: { readonly kind: string; readonly ordinal: number | null }
  /** The service's message number, `V4644` or `dpa 157`. */
  readonly messageNumber?: string
  /** Labels that stood before or in the headline: `CORRECTED`, `UPDATE 1`. */
  readonly headlineTags?: readonly string[]
  readonly edNotes?: readonly EditorialNote[]
  readonly byline?: string
  readonly dateline?: { readonly text: string; readonly place: string | null }
  readonly genres?: readonly string[]
  readonly keywords?: readonly string[]
  readonly subjects?: readonly Subject[]
  readonly places?: readonly Place[]
  readonly sources?: readonly SourceParty[]
  readonly rights?: {
    readonly holder: string | null
    readonly notice: string | null
    readonly usageTerms: string | null
  }
  /** The body as HTML that is safe to show: no scripts, no styles, no addresses that load by themselves. */
  readonly html?: string
  /** Representation of only a part of the item: it never takes the place of a full one. */
  readonly partial?: boolean
  /** Names of the event that several documents share, as CAP's `incidents`. */
  readonly eventNames?: readonly string[]
  /** True where the provider says that the event, not the item, has ended. */
  readonly eventEnded?: boolean
  /** Items taken back in words. */
  readonly namedVictims?: readonly NamedVictim[]
}
