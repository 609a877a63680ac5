/** Inserts into an array kept in ascending order; at the end in constant time, as most claims arrive in order. */
export const insertSorted = <T>(items: T[], item: T, compare: (a: T, b: T) => number): void => {
  const place = lowerBound(items, item, compare)
  if (place === items.length) items.push(item)
  else items.splice(place, 0, item)
}

// Up to here moving items one by one is quicker than what the runtime's sort has to set up.
const fewItems = 16

/** Sorts an array in place. */
export const sortItems = <T>(items: T[], compare: (a: T, b: T) => number): void => {
  if (items.length > fewItems) {
    items.sort(compare)
    return
  }
  for (let from = 1; from < items.length; from++) {
    const item = items[from] as T
    let at = from
    for (; at > 0 && compare(items[at - 1] as T, item) > 0; at--) items[at] = items[at - 1] as T
    items[at] = item
  }
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
