import { LRUCache } from 'lru-cache'
import { trimIncident, weightOf, type Incident } from '#incident'

/** Whose writes the cached state reflects: of another epoch or schema it may be outdated, and is not used. */
export type CacheOwner = { readonly schema: string; readonly partition: number; readonly epoch: number }

type Entry = { readonly incident: Incident; readonly owner: CacheOwner }

/** Incidents kept between chunks, bounded by their number of claims; nothing depends on what it holds but speed. */
export type IncidentCache = {
  /** Looks at an incident that stays. */
  peek(id: string, owner: CacheOwner): Incident | undefined
  /** Hands an incident over for good: a chunk that fails has nothing to take back. */
  take(id: string, owner: CacheOwner): Incident | undefined
  /** Keeps an incident after its rows were committed, trimmed. */
  put(incident: Incident, owner: CacheOwner): void
  clear(): void
}

export const openIncidentCache = (maxClaims: number): IncidentCache => {
  if (maxClaims <= 0)
    return { peek: () => undefined, take: () => undefined, put: () => undefined, clear: () => undefined }
  // A giant counts for a quarter at most: it must stay in, or each of its updates would load it anew.
  const entries = new LRUCache<string, Entry>({
    maxSize: maxClaims,
    sizeCalculation: ({ incident }) => Math.min(weightOf(incident), Math.ceil(maxClaims / 4)),
  })
  const keyOf = (id: string, { schema }: CacheOwner): string => `${schema} ${id}`
  return {
    peek: (id, owner) => ownedBy(entries.peek(keyOf(id, owner)), owner),
    take: (id, owner) => {
      const entry = entries.get(keyOf(id, owner))
      if (entry === undefined) return undefined
      entries.delete(keyOf(id, owner))
      return ownedBy(entry, owner)
    },
    put: (incident, owner) => {
      const there = entries.peek(keyOf(incident.id, owner))
      if (there !== undefined && there.incident.revision > incident.revision) return
      trimIncident(incident)
      entries.set(keyOf(incident.id, owner), { incident, owner })
    },
    clear: () => {
      entries.clear()
    },
  }
}

const ownedBy = (entry: Entry | undefined, { epoch, partition }: CacheOwner): Incident | undefined =>
  entry?.owner.epoch === epoch && entry.owner.partition === partition ? entry.incident : undefined
