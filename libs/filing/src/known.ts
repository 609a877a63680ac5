import { compareVersions, type UpdateFiled } from '#incident'

/** What the index holds of one update. `incident` and `eventId` are null while a kill waits for its victim. */
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

export type KnownSlug = {
  readonly provider: string
  readonly base: string
  readonly incident: string
  readonly saidAt: string
}

/** What one decision adds to the index, as data: the index writes it, {@link learn} keeps the facts in hand up to date. */
export type IndexChange =
  | { readonly kind: 'incident'; readonly id: string }
  | { readonly kind: 'alias'; readonly name: string; readonly incident: string }
  | { readonly kind: 'item'; readonly provider: string; readonly item: string; readonly incident: string }
  | { readonly kind: 'update'; readonly row: KnownUpdate }
  | { readonly kind: 'placed'; readonly updateId: string; readonly incident: string; readonly eventId: string }
  | { readonly kind: 'slug'; readonly row: KnownSlug }
  | { readonly kind: 'text'; readonly row: KnownText }
  | { readonly kind: 'cause'; readonly row: Cause }
  | { readonly kind: 'pending'; readonly row: Pending }
  | { readonly kind: 'reached'; readonly row: Pending }

/** The facts a chunk is decided on. Working state: deciding brings it up to date in place. */
export type Known = {
  readonly updates: Map<string, KnownUpdate>
  /** Filed versions of an item, as far as they were loaded: at least the one before each incoming version. */
  readonly versions: Map<string, KnownUpdate[]>
  readonly items: Map<string, string>
  readonly incidents: Set<string>
  readonly aliases: Map<string, string>
  readonly slugs: Map<string, KnownSlug>
  readonly texts: Map<string, KnownText[]>
  readonly causes: Map<string, Cause>
  readonly pending: Map<string, Pending[]>
}

export const nothingKnown = (): Known => ({
  updates: new Map(),
  versions: new Map(),
  items: new Map(),
  incidents: new Set(),
  aliases: new Map(),
  slugs: new Map(),
  texts: new Map(),
  causes: new Map(),
  pending: new Map(),
})

// A provider code holds no space, so these keys cannot run into each other.
export const itemKey = ({ provider, item }: { provider: string; item: string }): string => `${provider} ${item}`
export const slugKey = ({ provider, base }: { provider: string; base: string }): string => `${provider} ${base}`
export const textKey = ({ provider, bytesDigest }: { provider: string; bytesDigest: string }): string =>
  `${provider} ${bytesDigest}`

/** Takes one change, or one loaded row, into what is known. */
export const learn = (known: Known, change: IndexChange): void => {
  switch (change.kind) {
    case 'incident':
      known.incidents.add(change.id)
      return
    case 'alias':
      known.aliases.set(change.name, change.incident)
      return
    case 'item':
      known.items.set(itemKey(change), change.incident)
      return
    case 'update':
      return learnUpdate(known, change.row)
    case 'placed': {
      const waiting = known.updates.get(change.updateId)
      if (waiting !== undefined) learnUpdate(known, { ...waiting, incident: change.incident, eventId: change.eventId })
      return
    }
    case 'slug':
      known.slugs.set(slugKey(change.row), change.row)
      return
    case 'text':
      add(known.texts, textKey(change.row), change.row)
      return
    case 'cause':
      known.causes.set(change.row.updateId, change.row)
      return
    case 'pending':
      add(known.pending, itemKey(change.row), change.row)
      return
    case 'reached':
      known.pending.set(
        itemKey(change.row),
        (known.pending.get(itemKey(change.row)) ?? []).filter((row) => !samePending(row, change.row)),
      )
  }
}

/** The highest filed version of an item below `version`, or the highest of all. */
export const versionBefore = (
  known: Known,
  of: { provider: string; item: string },
  version: string | null,
): KnownUpdate | undefined =>
  (known.versions.get(itemKey(of)) ?? [])
    .filter((row) => version === null || compareVersions(row.version, version) < 0)
    .reduce<KnownUpdate | undefined>(
      (best, row) => (best === undefined || compareVersions(best.version, row.version) < 0 ? row : best),
      undefined,
    )

const samePending = (a: Pending, b: Pending): boolean => a.cause === b.cause && a.updateId === b.updateId

const learnUpdate = (known: Known, row: KnownUpdate): void => {
  known.updates.set(row.updateId, row)
  if (row.incident === null) return
  const others = (known.versions.get(itemKey(row)) ?? []).filter((other) => other.updateId !== row.updateId)
  known.versions.set(itemKey(row), [...others, row])
}

const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const rows = map.get(key)
  if (rows === undefined) map.set(key, [value])
  else rows.push(value)
}
