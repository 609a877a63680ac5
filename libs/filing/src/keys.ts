import { updateIdOf, type ItemName } from '#incident'
import type { WireUpdate } from '#wire'
import type { Incoming } from './incoming.js'
import { itemKey, labelKey, slugKey, textKey, type Cause, type Embargo, type Label } from './known.js'
import { textDigestOf } from './rules/bare-text.js'
import { refuseUnfit } from './rules/guards.js'
import { labelsOf, namesOf, namingSpan } from './rules/labels.js'
import { namedBy } from './rules/named-victims.js'
import { repeatedBy } from './rules/repeat.js'
import { storyKeysOf, type Storied } from './rules/story-keys.js'
import { claimTarget, targetsOf, victimsOf } from './rules/victims.js'

/** What must be loaded to decide, and, by {@link lockNames}, be locked against other filers meanwhile. */
export type Keys = {
  readonly updateIds: Set<string>
  readonly items: Map<string, ItemName>
  readonly names: Set<string>
  readonly slugs: Map<string, { readonly provider: string; readonly base: string }>
  readonly texts: Map<string, { readonly provider: string; readonly bytesDigest: string }>
  /** Items of which the highest version below this one is wanted; null: the highest of all. */
  readonly before: (ItemName & { readonly version: string | null })[]
  /** Labels by which notices may be waiting for an update. */
  readonly labels: Map<string, Label>
  /** Labels by which notices name items, said between two moments (epoch ms). */
  readonly named: { readonly label: Label; readonly from: number; readonly to: number }[]
}

export const noKeys = (): Keys => ({
  updateIds: new Set(),
  items: new Map(),
  names: new Set(),
  slugs: new Map(),
  texts: new Map(),
  before: [],
  labels: new Map(),
  named: [],
})

/** Adds the keys of one update; one that is going to be refused has none. */
export const addKeys = (keys: Keys, incoming: Incoming): void => {
  if (refuseUnfit(incoming) !== undefined) return
  const { update, name, read } = incoming
  const { provider, item, version } = update
  if (update.action === 'repeat') return addRepeat(keys, update)
  if (item === null) addText(keys, incoming)
  else {
    addItem(keys, update, item)
    keys.updateIds.add(updateIdOf(provider, item, version))
    if (read !== null) keys.before.push({ provider, item, version })
    if (update.particulars.partial === true) keys.before.push({ provider, item, version: null })
  }
  addNames(keys, incoming)
  for (const relation of update.relations) addItem(keys, relation, relation.item)
  for (const id of update.withdraws) addClaim(keys, id)
  if (name !== null) keys.names.add(name)
  addStory(keys, provider, update)
}

/** Adds what must be known to file a cause that was waiting or reaches on: its own item and all it takes out. */
export const addCauseKeys = (keys: Keys, { data }: Cause): void => {
  addItem(keys, data.update, data.update.item)
  keys.updateIds.add(data.update.updateId)
  for (const target of targetsOf(data)) {
    addItem(keys, target, target.item)
    if (target.claim !== null) keys.updateIds.add(target.claim.updateId)
  }
  addStory(keys, data.update.provider, data.update)
}

/** Adds what must be known to file an update that waits under embargo. */
export const addEmbargoKeys = (keys: Keys, { incoming, provider, item }: Embargo): void => {
  addKeys(keys, incoming)
  keys.before.push({ provider, item, version: null })
}

/** Adds what an editor's command names. */
export const addCommandKeys = (keys: Keys, incident: string, claims: readonly string[]): void => {
  keys.names.add(incident)
  for (const id of claims) addClaim(keys, id)
}

/**
 * True where an update takes out something beyond its own item: such a cause and its victims must not be decided on by
 * two filers at once, whatever else they hold.
 */
export const reachesOut = ({ update }: Incoming): boolean => {
  if (namedBy(update).length > 0) return true
  if (update.withdraws.length === 0 && update.relations.length === 0) return false
  const item = update.item ?? ''
  const own = { ...update, item }
  return targetsOf({ update: own, kills: victimsOf(update, item) }).length > 0
}

/** One text a key, each kind apart from the others. */
export const lockNames = (keys: Keys): string[] => [
  ...[...keys.items.keys()].map((key) => `item ${key}`),
  ...[...keys.names].map((key) => `name ${key}`),
  ...[...keys.slugs.keys()].map((key) => `slug ${key}`),
  ...[...keys.texts.keys()].map((key) => `text ${key}`),
]

const addStory = (keys: Keys, provider: string, storied: Storied): void => {
  for (const { base } of storyKeysOf(storied)) keys.slugs.set(slugKey({ provider, base }), { provider, base })
}

/** Adds an item that turned out to be needed. */
export const addItemKey = (keys: Keys, { provider, item }: ItemName): void => addItem(keys, { provider }, item)

const addItem = (keys: Keys, { provider }: { readonly provider: string }, item: string): void => {
  keys.items.set(itemKey({ provider, item }), { provider, item })
}

const addNames = (keys: Keys, { update, receivedAt }: Incoming): void => {
  const { provider, headline, particulars } = update
  if (Object.keys(particulars).length === 0) return
  for (const label of labelsOf({ provider, headline, particulars })) keys.labels.set(labelKey(label), label)
  for (const named of namedBy(update)) {
    const span = namingSpan(named, update.saidAt ?? receivedAt)
    keys.named.push(...namesOf(provider, named).map((label) => ({ label, ...span })))
  }
}

const addText = (keys: Keys, incoming: Incoming): void => {
  const text = { provider: incoming.update.provider, bytesDigest: textDigestOf(incoming) }
  keys.texts.set(textKey(text), text)
}

const addRepeat = (keys: Keys, update: WireUpdate): void => {
  const target = repeatedBy(update)
  if (target === null) return
  const { provider, item, version } = target
  addItem(keys, target, item)
  keys.before.push({ provider, item, version: null })
  if (version !== null) keys.updateIds.add(updateIdOf(provider, item, version))
}

const addClaim = (keys: Keys, id: string): void => {
  const target = claimTarget(id)
  if (target?.claim == null) return
  keys.updateIds.add(target.claim.updateId)
  addItem(keys, target, target.item)
}
