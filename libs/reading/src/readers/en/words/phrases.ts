/** Phrases by their first word, each with what it stands for; of one first word the phrase listed first comes first. */
export type Phrases<T> = ReadonlyMap<string, readonly (readonly [phrase: readonly string[], meaning: T])[]>

export function phraseTable<T>(list: readonly (readonly [phrase: readonly string[], meaning: T])[]): Phrases<T> {
  const table = new Map<string, (readonly [phrase: readonly string[], meaning: T])[]>()
  for (const entry of list) {
    const first = entry[0][0] ?? ''
    const others = table.get(first)
    if (others === undefined) table.set(first, [entry])
    else others.push(entry)
  }
  return table
}

/** Phrases that only matter by being there. */
export const phraseSet = (list: readonly (readonly string[])[]): Phrases<true> =>
  phraseTable(list.map((phrase) => [phrase, true]))
