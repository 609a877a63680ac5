import type { Where } from './subscribe-options.js'

/** Where this member is in one partition, from one assignment to the next: a later assignment makes a new one. */
export type Place = Where & {
  state: 'assigning' | 'reading' | 'halted'
  /** The only offset that may be applied next. */
  expected: number
  high: number
  readonly work: Work
}

/** The `onBatch` under way in a partition, whichever of its places it was called for. */
export type Work = { now: Promise<unknown> | null }

/** The places of a member. */
export type Places = {
  readonly find: (topic: string, partition: number) => Place | undefined
  /** Whether this place still stands for its partition: not after a rebalance, a recheck, a fence or a halt. */
  readonly holds: (place: Place) => boolean
  readonly all: () => Place[]
  /** Forgets every place and makes new ones. */
  readonly replaceAll: (assigned: readonly Where[]) => Place[]
  readonly replace: (place: Where) => Place
  readonly haltAll: () => void
}

export const makePlaces = (): Places => {
  let places = new Map<string, Place>()
  const works = new Map<string, Work>()
  const keyOf = ({ topic, partition }: Where): string => `${topic}/${partition}`
  const fresh = ({ topic, partition }: Where): Place => {
    const key = keyOf({ topic, partition })
    const work = works.get(key) ?? { now: null }
    works.set(key, work)
    return { topic, partition, state: 'assigning', expected: -1, high: -1, work }
  }
  return {
    find: (topic, partition) => places.get(keyOf({ topic, partition })),
    holds: (place) => places.get(keyOf(place)) === place && place.state !== 'halted',
    all: () => [...places.values()],
    replaceAll: (assigned) => {
      const next = assigned.map(fresh)
      places = new Map(next.map((place) => [keyOf(place), place]))
      return next
    },
    replace: (where) => {
      const next = fresh(where)
      places.set(keyOf(where), next)
      return next
    },
    haltAll: () => {
      for (const place of places.values()) place.state = 'halted'
    },
  }
}
