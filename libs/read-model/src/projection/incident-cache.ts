import { LRUCache } from 'lru-cache'
import {
  restWeightOf,
  packIncident,
  trimIncident,
  unpackIncident,
  weightOf,
  type Incident,
  type PackedIncident,
} from '#incident'

/** Whose writes the cached state reflects: of another epoch or schema it may be outdated, and is not used. */
export type CacheOwner = { readonly schema: string; readonly partition: number; readonly epoch: number }

/** What the cache may hold, in bytes as they are estimated. */
export type CacheRoom = {
  /** Incidents that are ready to go on with, some 10 kB each; 0 for no cache. */
  readonly ready: number
  /** Incidents that are packed, a third of that each. */
  readonly packed: number
}

/** Incidents kept between chunks; nothing depends on what it holds but speed. */
export type IncidentCache = {
  /** Hands an incident over for good: a chunk that fails has nothing to take back. */
  take(id: string, owner: CacheOwner): Incident | undefined
  /** Keeps an incident after its rows were committed, trimmed. */
  put(incident: Incident, owner: CacheOwner): void
  clear(): void
}

type Ready = { readonly owner: CacheOwner; readonly incident: Incident }
// As bytes, which the garbage collector neither walks nor makes room for.
type Packed = { readonly owner: CacheOwner; readonly rest: Omit<PackedIncident, 'ledger'>; readonly ledger: Buffer }

/**
 * What was not asked for longest is packed, a third of its size, and then let go of. The chunks of several partitions in
 * turn touch many thousands of incidents, so with little room each would push out what the next one needs.
 */
export const openIncidentCache = (room: CacheRoom): IncidentCache => {
  if (room.ready <= 0) return { take: () => undefined, put: () => undefined, clear: () => undefined }
  const packed = new LRUCache<string, Packed>({
    maxSize: room.packed,
    sizeCalculation: ({ rest, ledger }) => ledger.length + restWeightOf(rest),
  })
  const ready = new LRUCache<string, Ready>({
    maxSize: room.ready,
    // A giant counts for a quarter at most: it must stay, or each of its updates would unpack it.
    sizeCalculation: ({ incident }) => Math.min(weightOf(incident), Math.ceil(room.ready / 4)),
    dispose: ({ owner, incident }, key, reason) => {
      if (reason !== 'evict') return
      const { ledger, ...rest } = packIncident(incident)
      packed.set(key, { owner, rest, ledger: bytesOf(ledger) })
    },
  })
  return {
    take: (id, owner) => {
      const key = keyOf(id, owner)
      const one = taken(ready, key)
      const other = taken(packed, key)
      if (one !== undefined) return isOf(one.owner, owner) ? one.incident : undefined
      if (other === undefined || !isOf(other.owner, owner)) return undefined
      return unpackIncident({ ...other.rest, ledger: other.ledger.toString() })
    },
    put: (incident, owner) => {
      trimIncident(incident)
      ready.set(keyOf(incident.id, owner), { owner, incident })
    },
    clear: () => {
      ready.clear()
      packed.clear()
    },
  }
}

// Of its own memory: short buffers otherwise share a slab, which lives as long as the last of them.
const bytesOf = (text: string): Buffer => {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
  bytes.write(text)
  return bytes
}

const keyOf = (id: string, { schema }: CacheOwner): string => `${schema} ${id}`

const taken = <V extends object>(from: LRUCache<string, V>, key: string): V | undefined => {
  const one = from.get(key)
  if (one !== undefined) from.delete(key)
  return one
}

const isOf = (one: CacheOwner, other: CacheOwner): boolean =>
  one.epoch === other.epoch && one.partition === other.partition
