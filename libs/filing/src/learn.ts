import {
  itemKey,
  labelKey,
  sameNamed,
  slugKey,
  textKey,
  type IndexChange,
  type Known,
  type KnownUpdate,
  type Pending,
} from './known.js'

/** Takes one change, or one loaded row, into what is known. */
export const learn = (known: Known, change: IndexChange): void => {
  switch (change.kind) {
    case 'incident':
      known.incidents.add(change.id)
      return
    case 'alias':
      known.aliases.set(change.name, change.incident)
      return
    case 'redirect':
      known.redirects.set(change.name, change.incident)
      return
    case 'item':
      known.items.set(itemKey(change), change.incident)
      return
    case 'also':
      return add(known.also, itemKey(change), change.incident)
    case 'awaited':
      if (!known.awaited.has(itemKey(change))) known.awaited.set(itemKey(change), change.incident)
      return
    case 'update':
      return learnUpdate(known, change.row)
    case 'placed': {
      const waiting = known.updates.get(change.updateId)
      if (waiting !== undefined) learnUpdate(known, { ...waiting, incident: change.incident, eventId: change.eventId })
      return
    }
    case 'slug':
      known.slugs.set(slugKey(change.row), change.row)
      return
    case 'text':
      add(known.texts, textKey(change.row), change.row)
      return
    case 'cause':
      known.causes.set(change.row.updateId, change.row)
      return
    case 'pending':
      add(known.pending, itemKey(change.row), change.row)
      return
    case 'reached':
      return drop(known.pending, itemKey(change.row), (row) => samePending(row, change.row))
    case 'forgotten':
      known.updates.delete(change.updateId)
      return
    case 'embargo':
      add(known.embargoes, itemKey(change.row), change.row)
      return
    case 'lifted':
      return drop(known.embargoes, itemKey(change.row), (row) => row.updateId === change.row.updateId)
    case 'label':
      add(known.labels, labelKey(change.row), change.row)
      return
    case 'wanted':
      add(known.wanted, labelKey(change.row), change.row)
      return
    case 'found':
      return drop(
        known.wanted,
        labelKey(change.row),
        (row) => row.cause === change.row.cause && sameNamed(row.named, change.row.named),
      )
  }
}

const samePending = (a: Pending, b: Pending): boolean => a.cause === b.cause && a.updateId === b.updateId

const learnUpdate = (known: Known, row: KnownUpdate): void => {
  known.updates.set(row.updateId, row)
  if (row.incident === null) return
  const others = (known.versions.get(itemKey(row)) ?? []).filter((other) => other.updateId !== row.updateId)
  known.versions.set(itemKey(row), [...others, row])
}

const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const rows = map.get(key)
  if (rows === undefined) map.set(key, [value])
  else rows.push(value)
}

const drop = <T>(map: Map<string, T[]>, key: string, isGone: (value: T) => boolean): void => {
  map.set(
    key,
    (map.get(key) ?? []).filter((value) => !isGone(value)),
  )
}
