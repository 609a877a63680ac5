/** Repeatable chance: the same seed rolls the same numbers on every machine. */
export type Dice = {
  /** A number in [0, 1). */
  readonly roll: () => number
  /** A whole number from `low` to `high`, both possible. */
  readonly between: (low: number, high: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  /** Dice of its own for a part of the run, so that another part rolling more often changes nothing here. */
  readonly fork: (name: string) => Dice
}

const seedOf = (text: string): number => {
  let state = 2166136261
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 16777619)
  return state >>> 0
}

export const openDice = (seed: string): Dice => {
  let state = seedOf(seed)
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    roll,
    between: (low, high) => low + Math.floor(roll() * (high - low + 1)),
    chance: (probability) => roll() < probability,
    pick: (from) => {
      const one = from[Math.floor(roll() * from.length)]
      if (one === undefined) throw new Error('there is nothing to pick from')
      return one
    },
    fork: (name) => openDice(`${seed}/${name}`),
  }
}
