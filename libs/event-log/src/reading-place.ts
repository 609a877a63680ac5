import type { Where } from './subscribe-options.js'

/** Where this member is in one partition, from one assignment to the next: a later assignment makes a new one. */
export type Place = Where & {
  state: 'assigning' | 'reading' | 'halted'
  /** The only offset that may be applied next. */
  expected: number
  high: number
  /** Settles when the `onBatch` under way does. */
  busy: Promise<unknown> | null
}

/** The places of a member. */
export type Places = {
  readonly find: (topic: string, partition: number) => Place | undefined
  /** Whether this place still stands for its partition: not after a rebalance, a recheck, a fence or a halt. */
  readonly holds: (place: Place) => boolean
  readonly all: () => Place[]
  /** Forgets every place and makes new ones, each knowing what its predecessor still has under way. */
  readonly replaceAll: (assigned: readonly Where[]) => Place[]
  readonly replace: (place: Where) => Place
  readonly haltAll: () => void
}

export const makePlaces = (): Places => {
  let places = new Map<string, Place>()
  const keyOf = ({ topic, partition }: Where): string => `${topic}/${partition}`
  const fresh = (where: Where): Place => {
    const before = places.get(keyOf(where))
    return {
      topic: where.topic,
      partition: where.partition,
      state: 'assigning',
      expected: -1,
      high: -1,
      busy: before?.busy ?? null,
    }
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
