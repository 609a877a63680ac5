/** A repeatable stream of numbers in [0, 1): the same seed gives the same workload on every machine. */
export const dice = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

/** Draws a rank from 0 to size - 1 by the cumulated weights 1/1, 1/2, 1/3, ... */
export const zipf = (size: number): ((at: number) => number) => {
  const cumulated: number[] = []
  let total = 0
  for (let rank = 1; rank <= size; rank++) cumulated.push((total += 1 / rank))
  return (at) => {
    const target = at * total
    let low = 0
    let high = size - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cumulated[middle] ?? 0) < target) low = middle + 1
      else high = middle
    }
    return low
  }
}
