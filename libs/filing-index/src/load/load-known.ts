import type { ClientBase } from 'pg'
import {
  addCauseKeys,
  addEmbargoKeys,
  addItemKey,
  itemKey,
  nothingKnown,
  noKeys,
  type Cause,
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

/** Everything a chunk is decided on. Adds to the keys what is found to be needed on the way. */
export const loadKnown = async (client: ClientBase, keys: Keys, updates: readonly Incoming[]): Promise<Known> => {
  const known = nothingKnown()
  for (const item of await loadNamed(client, known, keys.named)) addItemKey(keys, item)
  const embargoes = await loadEmbargoes(client, known, [...keys.items.values()])
  for (const embargo of embargoes) addEmbargoKeys(keys, embargo)
  const texts = await loadTexts(client, known, [...keys.texts.values()])
  await loadUpdates(client, known, [...keys.updateIds, ...texts.map(({ updateId }) => updateId)])
  await loadVersionsBefore(client, known, keys.before)
  await loadItems(client, known, [...keys.items.values()])
  await loadNames(client, known, [...keys.names])
  await loadSlugs(client, known, [...keys.slugs.values()])
  const notices = await loadCauses(client, known, await loadWanted(client, known, [...keys.labels.values()]))
  await loadWaiting(client, known, [...keys.items.values(), ...bareItems(known, updates)], notices)
  return known
}

// A cause that is freed makes its own item known, for which another cause may wait: until there is nothing new.
const loadWaiting = async (
  client: ClientBase,
  known: Known,
  items: readonly ItemName[],
  notices: readonly Cause[],
): Promise<void> => {
  const asked = new Set<string>()
  let causes = notices
  for (let wanted = items; wanted.length > 0 || causes.length > 0; causes = []) {
    for (const item of wanted) asked.add(itemKey(item))
    causes = [...causes, ...(await loadPending(client, known, wanted))]
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
    wanted = [...keys.items.values()].filter((item) => !asked.has(itemKey(item)))
  }
}
