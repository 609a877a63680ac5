import { textDigestOf, type Incoming, type ItemName, type Known } from '#filing'

/** Every item that the bare texts of a chunk may become: something may already wait for them. */
export const bareItems = (known: Known, updates: readonly Incoming[]): ItemName[] => {
  const counts = new Map<string, { provider: string; digest: string; count: number }>()
  for (const incoming of updates) {
    if (incoming.update.item !== null) continue
    const [provider, digest] = [incoming.update.provider, textDigestOf(incoming)]
    const key = `${provider} ${digest}`
    counts.set(key, { provider, digest, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts].flatMap(([key, { provider, digest, count }]) => {
    const stem = `sha256-${digest.slice(0, 32)}`
    const taken = known.texts.get(key)?.length ?? 0
    return Array.from({ length: count }, (_, index) => taken + index + 1).map((place) => ({
      provider,
      item: place === 1 ? stem : `${stem}-${place}`,
    }))
  })
}
