/** Inserts into an array kept in ascending order; at the end in constant time, as most claims arrive in order. */
export const insertSorted = <T>(items: T[], item: T, compare: (a: T, b: T) => number): void => {
  items.splice(lowerBound(items, item, compare), 0, item)
}

/** Removes the item that compares equal, if it is there. */
export const removeSorted = <T>(items: T[], item: T, compare: (a: T, b: T) => number): void => {
  const index = lowerBound(items, item, compare)
  const found = items[index]
  if (found !== undefined && compare(found, item) === 0) items.splice(index, 1)
}

const lowerBound = <T>(items: readonly T[], item: T, compare: (a: T, b: T) => number): number => {
  const last = items.at(-1)
  if (last === undefined || compare(last, item) < 0) return items.length
  let low = 0
  let high = items.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(items[middle] as T, item) < 0) low = middle + 1
    else high = middle
  }
  return low
}
