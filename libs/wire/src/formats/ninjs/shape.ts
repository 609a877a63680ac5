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

/** Whether a document is a collection: a list of nothing but ninjs items. */
export const isNinjsCollection = (value: Json): value is readonly Json[] =>
  isList(value) && value.length > 0 && value.every(isNinjsItem)

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
