import { compareVersions, itemKey, type NamedVictim, type UpdateFiled } from '#incident'
import type { Incoming } from './incoming.js'

/** What the index holds of one update. `incident` and `eventId` are null while it waits: a kill, or under embargo. */
export type KnownUpdate = {
  readonly updateId: string
  readonly provider: string
  readonly item: string
  readonly version: string
  readonly digest: string
  readonly position: string
  readonly incident: string | null
  readonly eventId: string | null
  readonly claims: readonly KnownClaim[]
  /** Digest of its headline and text, where its claims were to be read from them. */
  readonly content: string | null
  /** False where it left the claims of its item as they were: an advisory, a hold, a change of metadata alone. */
  readonly speaks: boolean
}
/** Of a claim what later versions are compared with. */
export type KnownClaim = { readonly index: number; readonly fact: string; readonly speaker: string }

/** A bare text that was taken for an item: what makes the same bytes a repeat or a new item. */
export type KnownText = {
  readonly provider: string
  readonly bytesDigest: string
  /** The incident's name it came under, empty for none. */
  readonly name: string
  readonly item: string
  readonly updateId: string
  readonly receivedAt: string
}

/** An update whose kills or withdrawals reach beyond its own incident, and where it has been filed so far. */
export type Cause = {
  readonly updateId: string
  readonly position: string
  readonly data: UpdateFiled['data']
  readonly incidents: readonly string[]
}

/** A cause waits for an item (`updateId` null) or for one update of it, to be filed to that one's incident too. */
export type Pending = {
  readonly provider: string
  readonly item: string
  readonly updateId: string | null
  readonly cause: string
}

/** An update that nobody may see yet: as it came, to be decided on when it is released. */
export type Embargo = {
  readonly updateId: string
  readonly provider: string
  readonly item: string
  readonly version: string
  readonly position: string
  /** Null: until the provider releases it. */
  readonly until: string | null
  readonly incoming: Incoming
}

export type LiftedReceipt = { readonly status: 'waiting' | 'repeat' | 'rejected'; readonly reason: string }

/** By what a text may name an item: its message number or its headline, in the form they are compared in. */
export type Label = {
  readonly provider: string
  readonly kind: 'number' | 'headline'
  /** What an index finds it by. */
  readonly key: string
  readonly words: string
}
export type KnownLabel = Label & { readonly item: string; readonly saidAt: string }

/** A notice names an item in words and nothing like it has come yet. */
export type Wanted = {
  readonly provider: string
  /** Key of one label of the named item. */
  readonly kind: Label['kind']
  readonly key: string
  readonly cause: string
  readonly named: NamedVictim
}

/** `base` is the part of a slug that a story keeps, or another key that its updates share, see `storyKeysOf`. */
export type KnownSlug = {
  readonly provider: string
  readonly base: string
  readonly incident: string
  readonly saidAt: string
}

/** What one decision adds to the index, as data: the index writes it, `learn` keeps the facts in hand up to date. */
export type IndexChange =
  | { readonly kind: 'incident'; readonly id: string }
  | { readonly kind: 'alias'; readonly name: string; readonly incident: string }
  | { readonly kind: 'redirect'; readonly name: string; readonly incident: string }
  | { readonly kind: 'item'; readonly provider: string; readonly item: string; readonly incident: string }
  /** One more incident that holds an item: a round-up belongs to several. */
  | { readonly kind: 'also'; readonly provider: string; readonly item: string; readonly incident: string }
  /** An update of this incident relates to an item that has not come. */
  | { readonly kind: 'awaited'; readonly provider: string; readonly item: string; readonly incident: string }
  | { readonly kind: 'update'; readonly row: KnownUpdate }
  | { readonly kind: 'placed'; readonly updateId: string; readonly incident: string; readonly eventId: string }
  | { readonly kind: 'slug'; readonly row: KnownSlug }
  | { readonly kind: 'text'; readonly row: KnownText }
  | { readonly kind: 'cause'; readonly row: Cause }
  | { readonly kind: 'pending'; readonly row: Pending }
  | { readonly kind: 'reached'; readonly row: Pending }
  /** What is known of an update that waited is going to be known anew. */
  | { readonly kind: 'forgotten'; readonly updateId: string }
  | { readonly kind: 'embargo'; readonly row: Embargo }
  /** No embargo any more; `receipt`: what to say of it where it was not filed. */
  | { readonly kind: 'lifted'; readonly row: Embargo; readonly receipt: LiftedReceipt | null }
  | { readonly kind: 'label'; readonly row: KnownLabel }
  | { readonly kind: 'wanted'; readonly row: Wanted }
  | { readonly kind: 'found'; readonly row: Wanted }

/** The facts a chunk is decided on. Working state: deciding brings it up to date in place. */
export type Known = {
  readonly updates: Map<string, KnownUpdate>
  /** Filed versions of an item, as far as they were loaded: at least the one before each incoming version. */
  readonly versions: Map<string, KnownUpdate[]>
  readonly items: Map<string, string>
  /** Of items that more than one incident holds, the others. */
  readonly also: Map<string, string[]>
  /** Of items that have not come, the incident of the first update that relates to them. */
  readonly awaited: Map<string, string>
  readonly incidents: Set<string>
  readonly aliases: Map<string, string>
  /** Names of incidents that were merged away, ids among them, and what they stand for now. */
  readonly redirects: Map<string, string>
  readonly slugs: Map<string, KnownSlug>
  readonly texts: Map<string, KnownText[]>
  readonly causes: Map<string, Cause>
  readonly pending: Map<string, Pending[]>
  /** By item. */
  readonly embargoes: Map<string, Embargo[]>
  readonly labels: Map<string, KnownLabel[]>
  readonly wanted: Map<string, Wanted[]>
}

export const nothingKnown = (): Known => ({
  updates: new Map(),
  versions: new Map(),
  items: new Map(),
  also: new Map(),
  awaited: new Map(),
  incidents: new Set(),
  aliases: new Map(),
  redirects: new Map(),
  slugs: new Map(),
  texts: new Map(),
  causes: new Map(),
  pending: new Map(),
  embargoes: new Map(),
  labels: new Map(),
  wanted: new Map(),
})

export { itemKey }
// A provider code holds no space, so these keys cannot run into each other.
export const slugKey = ({ provider, base }: { provider: string; base: string }): string => `${provider} ${base}`
export const labelKey = ({ provider, kind, key }: Pick<Label, 'provider' | 'kind' | 'key'>): string =>
  `${provider} ${kind} ${key}`
export const textKey = ({ provider, bytesDigest }: { provider: string; bytesDigest: string }): string =>
  `${provider} ${bytesDigest}`

/** Whether two names given in words are one: of the same message number and headline. */
export const sameNamed = (a: NamedVictim, b: NamedVictim): boolean =>
  a.messageNumber === b.messageNumber && a.headline === b.headline

/** The highest filed version of an item below `version`, or the highest of all, of those that speak. */
export const versionBefore = (
  known: Known,
  of: { provider: string; item: string },
  version: string | null,
): KnownUpdate | undefined =>
  (known.versions.get(itemKey(of)) ?? [])
    .filter((row) => row.speaks && (version === null || compareVersions(row.version, version) < 0))
    .reduce<KnownUpdate | undefined>(
      (best, row) => (best === undefined || compareVersions(best.version, row.version) < 0 ? row : best),
      undefined,
    )

/** Every incident that holds an item, its home first. */
export const holdersOf = (known: Known, of: { provider: string; item: string }): readonly string[] => {
  const home = known.items.get(itemKey(of))
  return home === undefined ? [] : [home, ...(known.also.get(itemKey(of)) ?? [])]
}
