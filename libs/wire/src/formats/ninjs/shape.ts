import type { Json } from '#eventing'
import { isList, isObject, member } from '../../json/json-object.js'

// Members that only ninjs or its Superdesk dialect would put beside an identity.
const ownWord =
  /^(?:\$?standard|version(?:c|C)reated|(?:first|content)(?:c|C)reated|headlines?|title|bod(?:ies|y_.+)|description(?:s|_.+)|pub(?:s|S)tatus|representation(?:t|T)ype|associations|renditions|slugline|byline|ed(?:n|N)ote|usage(?:t|T)erms|copyright(?:h|H)older|alt(?:i|I)ds|trust(?:i|I)ndicators?|genres?|subjects?|eventDetails|plannedCoverage|rights(?:i|I)nfo|evolvedfrom|urgency|digital(?:s|S)ource(?:t|T)ype)$/

/** Whether a document is a ninjs item of any branch: an identity and a word of ninjs, or a standard that says so. */
export const isNinjsItem = (value: Json): boolean => {
  if (!isObject(value) || Object.hasOwn(value, '$schema') || Object.hasOwn(value, 'specversion')) return false
  if (namesNinjs(member(value, 'standard')) || namesNinjs(member(value, '$standard'))) return true
  const isIdentified = ['uri', 'guid'].some((key) => typeof member(value, key) === 'string')
  return isIdentified && Object.keys(value).some((key) => ownWord.test(key))
}

/** A collection: the items, and the steps from the document to their list. */
export type NinjsCollection = { readonly items: readonly Json[]; readonly at: readonly string[] }

/** The items of a collection, which is a list of nothing but ninjs items, or the answer of an API that holds one. */
export const ninjsCollectionOf = (value: Json): NinjsCollection | undefined => {
  if (isList(value)) return areItems(value) ? { items: value, at: [] } : undefined
  if (!isObject(value) || isNinjsItem(value)) return undefined
  for (const key of ['item', 'items', '_items']) {
    const items = member(value, key)
    if (isList(items) && areItems(items)) return { items, at: [key] }
  }
  return undefined
}

const areItems = (list: readonly Json[]): boolean => list.length > 0 && list.every(isNinjsItem)

/** Whether a document without an identity could be an item: enough where it is declared as one. */
export const hasNinjsWords = (value: Json): boolean =>
  isObject(value) &&
  !(Object.hasOwn(value, 'provider') && Object.hasOwn(value, 'item')) &&
  Object.keys(value).some((key) => ownWord.test(key))

const namesNinjs = (standard: Json | undefined): boolean => {
  if (typeof standard === 'string') return /ninjs/i.test(standard)
  if (!isObject(standard)) return false
  return ['name', 'schema'].some((key) => {
    const value = member(standard, key)
    return typeof value === 'string' && /ninjs/i.test(value)
  })
}
