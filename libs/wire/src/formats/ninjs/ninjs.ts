import type { Json } from '#eventing'
import type { Content } from '../../content/content.js'
import { isList, isObject } from '../../json/json-object.js'
import { pointerOf } from '../../json/pointer.js'
import { rejected, summaryOf } from '../../rejection.js'
import type { Decoded, Hints, Problem, Rejected, WireUpdate } from '../../wire-update.js'
import type { Format } from '../format.js'
import { jsonRejection } from '../json-rejection.js'
import { tooManyItems } from '../too-many-items.js'
import { judgeDuplicates } from './duplicate-keys.js'
import { decodeItem } from './decode-item.js'
import { hasNinjsWords, isNinjsItem, ninjsCollectionOf, type NinjsCollection } from './shape.js'

const mediaType = 'application/vnd.iptc.ninjs+json'

const recognises = (content: Content): boolean => {
  const reading = content.json()
  if (!reading.ok) return false
  if (isNinjsItem(reading.value) || ninjsCollectionOf(reading.value) !== undefined) return true
  return content.mediaType?.essence === mediaType && hasNinjsWords(reading.value)
}

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.json()
  if (!reading.ok) return jsonRejection(reading.problems)
  const collection = ninjsCollectionOf(reading.value) ?? listOf(reading.value)
  const depth = collection === undefined ? 0 : collection.at.length + 1
  const { refused, warnings } = judgeDuplicates(reading.duplicates, depth)
  if (refused.length > 0) return jsonRejection(refused)
  const decoded = collection === undefined ? decodeOne(reading.value, hints) : decodeCollection(collection, hints)
  return decoded.outcome === 'rejected' ? decoded : { ...decoded, warnings: [...warnings, ...decoded.warnings] }
}

// A list that was declared as ninjs and is not one throughout: its entries say what is wrong with them.
const listOf = (value: Json): NinjsCollection | undefined =>
  isList(value) && value.length > 0 ? { items: value, at: [] } : undefined

const decodeOne = (value: Json, hints: Hints): Decoded | Rejected => {
  if (!isObject(value)) {
    const message = 'a ninjs document is an object, or a list of them'
    return rejected('WIRE_FIELDS', message, [{ path: '', message }])
  }
  const item = decodeItem(value, hints)
  if (item.problem !== undefined)
    return rejected(item.problem.code, summaryOf([item.problem]), [withoutCode(item.problem)])
  return { outcome: 'decoded', format: 'ninjs', updates: [item.update], warnings: item.warnings }
}

// All or nothing: a list of which only a part was filed would look done and be neither in the log nor in quarantine.
const decodeCollection = (collection: NinjsCollection, hints: Hints): Decoded | Rejected => {
  const tooMany = tooManyItems(collection.items, (_item, index) => pointerOf([...collection.at, index]))
  if (tooMany !== undefined) return tooMany
  const updates: WireUpdate[] = []
  const warnings: string[] = []
  const problems: Problem[] = []
  collection.items.forEach((entry, index) => {
    const at = pointerOf([...collection.at, index])
    const item = isObject(entry) ? decodeItem(entry, { ...hints, item: null }) : undefined
    if (item === undefined) problems.push({ path: at, message: 'must be an object' })
    else if (item.problem !== undefined)
      problems.push({ path: `${at}${item.problem.path}`, message: item.problem.message })
    else if (item.update.item === null) problems.push({ path: at, message: 'an item of a list needs a uri or guid' })
    else {
      updates.push(item.update)
      warnings.push(...item.warnings.map((warning) => `${at}: ${warning}`))
    }
  })
  if (problems.length > 0) return rejected('WIRE_FIELDS', summaryOf(problems), problems)
  return { outcome: 'decoded', format: 'ninjs', updates, warnings }
}

const withoutCode = ({ path, message }: Problem): Problem => ({ path, message })

/** IPTC ninjs 1.x, 2.x and 3.x and the Superdesk dialect, told apart by their members and never by a schema. */
export const ninjs: Format = {
  name: 'ninjs',
  mediaTypes: [mediaType],
  weak: false,
  recognises,
  decode,
}
