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
 * Everything a chunk is decided on. What does not wait for another answer is asked for in one round, which for most chunks
 * is all: only what is found to wait, or named in words, leads to more.
 */
export const loadKnown = async (client: ClientBase, keys: Keys, updates: readonly Incoming[]): Promise<Known> => {
  const known = nothingKnown()
  const asked = noKeys()
  const causes: string[] = []
  for (let wanted = keys; !isEmpty(wanted);) {
    merge(asked, wanted)
    const more = noKeys()
    causes.push(...(await loadRound(client, known, wanted, more)))
    wanted = without(more, asked)
  }
  const bare = bareItems(known, updates).filter((item) => !asked.items.has(itemKey(item)))
  causes.push(...(await loadPending(client, known, bare)))
  if (causes.length > 0) await loadWaiting(client, known, [...asked.items.values(), ...bare], [...new Set(causes)])
  return known
}

/** Asks for everything at once, adds what that leads to, and answers the causes that wait for it. */
const loadRound = async (client: ClientBase, known: Known, wanted: Keys, more: Keys): Promise<readonly string[]> => {
  const items = [...wanted.items.values()]
  const [named, embargoes, texts, notices, waiting] = await Promise.all([
    loadNamed(client, known, wanted.named),
    loadEmbargoes(client, known, items),
    loadTexts(client, known, [...wanted.texts.values()]),
    loadWanted(client, known, [...wanted.labels.values()]),
    loadPending(client, known, items),
    loadUpdates(client, known, [...wanted.updateIds]),
    loadVersionsBefore(client, known, wanted.before),
    loadItems(client, known, items),
    loadNames(client, known, [...wanted.names]),
    loadSlugs(client, known, [...wanted.slugs.values()]),
  ])
  for (const item of named) addItemKey(more, item)
  for (const embargo of embargoes) addEmbargoKeys(more, embargo)
  for (const { updateId } of texts) more.updateIds.add(updateId)
  return [...notices, ...waiting]
}

const isEmpty = (keys: Keys): boolean =>
  Object.values(keys).every((part: Keys[keyof Keys]) => ('size' in part ? part.size : part.length) === 0)

const merge = (into: Keys, keys: Keys): void => {
  for (const id of keys.updateIds) into.updateIds.add(id)
  for (const name of keys.names) into.names.add(name)
  for (const [key, item] of keys.items) into.items.set(key, item)
  for (const [key, slug] of keys.slugs) into.slugs.set(key, slug)
  for (const [key, text] of keys.texts) into.texts.set(key, text)
  for (const [key, label] of keys.labels) into.labels.set(key, label)
}

/** The keys that were not asked for. A version may be asked for again: it is known once. */
const without = (keys: Keys, asked: Keys): Keys => {
  const fresh = <Value>(part: ReadonlyMap<string, Value>, known: ReadonlyMap<string, Value>): Map<string, Value> =>
    new Map([...part].filter(([key]) => !known.has(key)))
  return {
    updateIds: new Set([...keys.updateIds].filter((id) => !asked.updateIds.has(id))),
    names: new Set([...keys.names].filter((name) => !asked.names.has(name))),
    items: fresh(keys.items, asked.items),
    slugs: fresh(keys.slugs, asked.slugs),
    texts: fresh(keys.texts, asked.texts),
    labels: fresh(keys.labels, asked.labels),
    before: keys.before,
    named: [],
  }
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
