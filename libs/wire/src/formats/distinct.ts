const mostListed = 500

/** A list without repetitions (the first counts), and no longer than what can be filed with every version of an item. */
export const distinct = <T>(
  list: readonly T[],
  keyOf: (entry: T) => string = (entry) => JSON.stringify(entry),
): readonly T[] => {
  const byKey = new Map<string, T>()
  for (const entry of list) {
    if (byKey.size === mostListed) break
    const key = keyOf(entry)
    if (!byKey.has(key)) byKey.set(key, entry)
  }
  return [...byKey.values()]
}
