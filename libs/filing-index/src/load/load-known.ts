import type { ClientBase } from 'pg'
import {
  addCauseKeys,
  addEmbargoKeys,
  addItemKey,
  itemKey,
  nothingKnown,
  noKeys,
  type Incoming,
  type ItemName,
  type Keys,
  type Known,
} from '#filing'
import { bareItems } from './bare-items.js'
import { loadCauses, loadPending } from './load-causes.js'
import { loadEmbargoes } from './load-embargoes.js'
import { loadNamed, loadWanted } from './load-names.js'
import { loadItems, loadNames, loadSlugs } from './load-places.js'
import { loadTexts } from './load-texts.js'
import { loadUpdates, loadVersionsBefore } from './load-updates.js'

/**
 * Everything a chunk is decided on. Adds to the keys what is found to be needed on the way. What does not wait for
 * another answer is asked for at once: under load each answer waits for its turn among everything the process does.
 */
export const loadKnown = async (client: ClientBase, keys: Keys, updates: readonly Incoming[]): Promise<Known> => {
  const known = nothingKnown()
  for (const item of await loadNamed(client, known, keys.named)) addItemKey(keys, item)
  const [embargoes, texts] = await Promise.all([
    loadEmbargoes(client, known, [...keys.items.values()]),
    loadTexts(client, known, [...keys.texts.values()]),
  ])
  for (const embargo of embargoes) addEmbargoKeys(keys, embargo)
  const items = [...keys.items.values()]
  const waited = [...items, ...bareItems(known, updates)]
  const [notices, waiting] = await Promise.all([
    loadWanted(client, known, [...keys.labels.values()]),
    loadPending(client, known, waited),
    loadUpdates(client, known, [...keys.updateIds, ...texts.map(({ updateId }) => updateId)]),
    loadVersionsBefore(client, known, keys.before),
    loadItems(client, known, items),
    loadNames(client, known, [...keys.names]),
    loadSlugs(client, known, [...keys.slugs.values()]),
  ])
  if (notices.length + waiting.length > 0) await loadWaiting(client, known, waited, [...notices, ...waiting])
  return known
}

// A cause that is freed makes its own item known, for which another cause may wait: until there is nothing new.
const loadWaiting = async (
  client: ClientBase,
  known: Known,
  items: readonly ItemName[],
  waiting: readonly string[],
): Promise<void> => {
  const asked = new Set(items.map(itemKey))
  for (let ids = waiting; ids.length > 0;) {
    const keys = noKeys()
    for (const cause of await loadCauses(client, known, ids)) addCauseKeys(keys, cause)
    const wanted = [...keys.items.values()].filter((item) => !asked.has(itemKey(item)))
    for (const item of wanted) asked.add(itemKey(item))
    const unknown = [...keys.updateIds].filter((id) => !known.updates.has(id))
    const [more] = await Promise.all([
      loadPending(client, known, wanted),
      loadUpdates(client, known, unknown),
      loadItems(client, known, [...keys.items.values()]),
      loadSlugs(client, known, [...keys.slugs.values()]),
    ])
    ids = more
  }
}
