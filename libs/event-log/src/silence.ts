import type { Place } from './reading-place.js'

/** What a consumer has done so far: answered fetches, and batches that are being worked on. */
export type Pulse = { readonly fetches: number; readonly delivering: number }

type Standing = { readonly expected: number; readonly since: number; readonly fetches: number }

export type Silence = {
  /** Looks at the places; answers whether one that stood still has moved. */
  readonly look: (places: readonly Place[], pulse: Pulse, now: number) => boolean
  /** The places that stand still although there is more for them, and that nothing explains. */
  readonly unexplained: (now: number) => Place[]
  readonly forget: () => void
}

const silentAfterMs = 30_000
// A broker answers with so many bytes of some partitions, and with others the next time; this often it leaves none of them out.
const fetchesWithout = 200

/**
 * Tells a consumer that says nothing from one that waits for us. kafkajs fetches again when everything it fetched is done,
 * so while a batch is worked on, however long, the other partitions stand still too and nothing is wrong.
 */
export const openSilence = (): Silence => {
  const standing = new Map<Place, Standing>()
  let last: Pulse = { fetches: 0, delivering: 0 }
  let activeAt = 0
  return {
    look: (places, pulse, now) => {
      let moved = false
      if (pulse.delivering > 0 || pulse.fetches !== last.fetches || activeAt === 0) activeAt = now
      last = pulse
      for (const place of standing.keys()) if (!places.includes(place)) standing.delete(place)
      for (const place of places) {
        const before = standing.get(place)
        const behind = place.state === 'reading' && place.work.now === null && place.high > place.expected
        if (before !== undefined && before.expected !== place.expected) moved = true
        if (!behind) standing.delete(place)
        else if (before?.expected !== place.expected)
          standing.set(place, { expected: place.expected, since: now, fetches: pulse.fetches })
      }
      return moved
    },
    unexplained: (now) => {
      const silent = now - activeAt >= silentAfterMs
      return [...standing]
        .filter(([, { since, fetches }]) => {
          const leftOut = last.fetches - fetches >= fetchesWithout
          return now - since >= silentAfterMs && (silent || leftOut)
        })
        .map(([place]) => place)
    },
    forget: () => {
      standing.clear()
    },
  }
}
