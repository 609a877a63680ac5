import type { ClientBase } from 'pg'
import { addCauseKeys, nothingKnown, noKeys, type Incoming, type ItemName, type Keys, type Known } from '#filing'
import { bareItems } from './bare-items.js'
import { loadPending } from './load-causes.js'
import { loadItems, loadNames, loadSlugs } from './load-places.js'
import { loadTexts } from './load-texts.js'
import { loadUpdates, loadVersionsBefore } from './load-updates.js'

/** Everything a chunk is decided on. */
export const loadKnown = async (client: ClientBase, keys: Keys, updates: readonly Incoming[]): Promise<Known> => {
  const known = nothingKnown()
  const texts = await loadTexts(client, known, [...keys.texts.values()])
  await loadUpdates(client, known, [...keys.updateIds, ...texts.map(({ updateId }) => updateId)])
  await loadVersionsBefore(client, known, keys.before)
  await loadItems(client, known, [...keys.items.values()])
  await loadNames(client, known, [...keys.names])
  await loadSlugs(client, known, [...keys.slugs.values()])
  await loadCauses(client, known, [...keys.items.values(), ...bareItems(known, updates)])
  return known
}

// A cause that is freed makes its own item known, for which another cause may wait: until there is nothing new.
const loadCauses = async (client: ClientBase, known: Known, items: readonly ItemName[]): Promise<void> => {
  const asked = new Set<string>()
  for (let wanted = items; wanted.length > 0;) {
    for (const item of wanted) asked.add(nameOf(item))
    const causes = await loadPending(client, known, wanted)
    if (causes.length === 0) return
    const keys = noKeys()
    for (const cause of causes) addCauseKeys(keys, cause)
    await loadUpdates(
      client,
      known,
      [...keys.updateIds].filter((id) => !known.updates.has(id)),
    )
    await loadItems(client, known, [...keys.items.values()])
    await loadSlugs(client, known, [...keys.slugs.values()])
    wanted = [...keys.items.values()].filter((item) => !asked.has(nameOf(item)))
  }
}

const nameOf = ({ provider, item }: ItemName): string => `${provider} ${item}`
