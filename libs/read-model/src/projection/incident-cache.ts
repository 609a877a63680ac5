import TinyQueue from 'tinyqueue'
import { trimIncident, weightOf, type Incident } from '#incident'

/** Whose writes the cached state reflects: of another epoch or schema it may be outdated, and is not used. */
export type CacheOwner = { readonly schema: string; readonly partition: number; readonly epoch: number }

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

type Entry = {
  readonly incident: Incident
  readonly owner: CacheOwner
  readonly weight: number
  /** The least is let go of first. */
  readonly worth: number
}

/**
 * What is let go of first is what costs least to take up again for the room that it takes, and among those what was not
 * asked for longest (GreedyDual-Size: Cao and Irani, Cost-aware WWW proxy caching algorithms, 1997). By time alone the
 * chunks of some partitions in turn push out everything, and an incident of ten thousand events is then read anew for
 * every few that come.
 */
export const openIncidentCache = (maxClaims: number): IncidentCache => {
  if (maxClaims <= 0)
    return { peek: () => undefined, take: () => undefined, put: () => undefined, clear: () => undefined }
  const entries = new Map<string, Entry>()
  let queue = queueOf()
  let weight = 0
  /** What was last let go of was worth so much: what comes in now is worth that much more, so that nothing stays for ever. */
  let floor = 0
  const keyOf = (id: string, { schema }: CacheOwner): string => `${schema} ${id}`
  const remove = (key: string): void => {
    weight -= entries.get(key)?.weight ?? 0
    entries.delete(key)
  }
  const add = (key: string, entry: Entry): void => {
    remove(key)
    entries.set(key, entry)
    weight += entry.weight
    queue.push({ key, entry })
    // What has left otherwise stays in the queue until it is met there.
    if (queue.length > 2 * entries.size + 64)
      queue = queueOf([...entries].map(([of, one]) => ({ key: of, entry: one })))
  }
  const shrink = (): void => {
    while (weight > maxClaims) {
      const least = queue.pop()
      if (least === undefined) return
      if (entries.get(least.key) !== least.entry) continue
      floor = least.entry.worth
      remove(least.key)
    }
  }
  return {
    peek: (id, owner) => ownedBy(entries.get(keyOf(id, owner)), owner),
    take: (id, owner) => {
      const key = keyOf(id, owner)
      const entry = entries.get(key)
      remove(key)
      return ownedBy(entry, owner)
    },
    put: (incident, owner) => {
      const key = keyOf(incident.id, owner)
      const there = entries.get(key)
      if (there !== undefined && there.incident.revision > incident.revision) return
      trimIncident(incident)
      // A giant counts for a quarter at most: it must stay in, or each of its updates would load it anew.
      const size = Math.min(weightOf(incident), Math.ceil(maxClaims / 4))
      add(key, { incident, owner, weight: size, worth: floor + incident.revision / size })
      shrink()
    },
    clear: () => {
      entries.clear()
      queue = queueOf()
      weight = 0
    },
  }
}

type Queued = { readonly key: string; readonly entry: Entry }

const queueOf = (of: Queued[] = []): TinyQueue<Queued> =>
  new TinyQueue(of, ({ entry: a }, { entry: b }) => a.worth - b.worth)

const ownedBy = (entry: Entry | undefined, { epoch, partition }: CacheOwner): Incident | undefined =>
  entry?.owner.epoch === epoch && entry.owner.partition === partition ? entry.incident : undefined
