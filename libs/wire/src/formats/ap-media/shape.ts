import type { Json } from '#eventing'
import { isList, isObject, member, type JsonObject } from '../../json/json-object.js'
import { textOf } from '../../json/members.js'

/** Entries of an answer of the AP Media API that should be items, each with the steps to it. */
export type ApEntry = { readonly at: readonly (string | number)[]; readonly value: Json | undefined }

/** Whether an object is an item of AP: it has AP's id, and what says that it is not a ninjs item which quotes one. */
export const isApItem = (value: Json | undefined): value is JsonObject => {
  if (!isObject(value) || Object.hasOwn(value, 'standard') || Object.hasOwn(value, '$standard')) return false
  const ids = member(value, 'altids')
  return isObject(ids) && textOf(member(ids, 'itemid')) !== undefined
}

/**
 * The entries of an answer: those of a feed (`data.items[].item`), the one that was asked for (`data.item`), an entry of
 * a feed by itself, or its item alone. Undefined where a document is none of these.
 */
export const apEntriesOf = (value: Json): readonly ApEntry[] | undefined => {
  if (!isObject(value)) return undefined
  const data = member(value, 'data')
  if (!isObject(data)) return entryAlone(value)
  const items = member(data, 'items')
  if (isList(items)) return isFeed(value, items) ? items.map(entryAt) : undefined
  const item = member(data, 'item')
  return isApItem(item) || (isObject(item) && isAnswer(value)) ? [{ at: ['data', 'item'], value: item }] : undefined
}

const entryAlone = (value: JsonObject): readonly ApEntry[] | undefined => {
  const item = member(value, 'item')
  if (isApItem(item)) return [{ at: ['item'], value: item }]
  return isApItem(value) && isList(member(value, 'signals')) ? [{ at: [], value }] : undefined
}

const entryAt = (entry: Json, index: number): ApEntry => ({
  at: ['data', 'items', index, 'item'],
  value: isObject(entry) ? member(entry, 'item') : undefined,
})

const isFeed = (value: JsonObject, items: readonly Json[]): boolean =>
  isAnswer(value) || items.some((entry) => isObject(entry) && isApItem(member(entry, 'item')))

const isAnswer = (value: JsonObject): boolean =>
  textOf(member(value, 'api_version')) !== undefined && textOf(member(value, 'method')) !== undefined
