import type { Json } from '#eventing'
import type { Content } from '../../content/content.js'
import { isList, isObject, type JsonObject } from '../../json/json-object.js'
import { pointerOf } from '../../json/pointer.js'
import { rejected, summaryOf } from '../../rejection.js'
import type { Decoded, Hints, Problem, Rejected, WireUpdate } from '../../wire-update.js'
import type { Format } from '../format.js'
import { jsonRejection } from '../json-rejection.js'
import { judgeDuplicates } from './duplicate-keys.js'
import { decodeItem } from './decode-item.js'
import { hasNinjsWords, isNinjsCollection, isNinjsItem } from './shape.js'

const mediaType = 'application/vnd.iptc.ninjs+json'

const recognises = (content: Content): boolean => {
  const reading = content.json()
  if (!reading.ok) return false
  if (isNinjsItem(reading.value) || isNinjsCollection(reading.value)) return true
  return content.mediaType?.essence === mediaType && hasNinjsWords(reading.value)
}

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.json()
  if (!reading.ok) return jsonRejection(reading.problems)
  const { refused, warnings } = judgeDuplicates(reading.duplicates, isList(reading.value))
  if (refused.length > 0) return jsonRejection(refused)
  const decoded = decodeValue(reading.value, hints)
  return decoded.outcome === 'rejected' ? decoded : { ...decoded, warnings: [...warnings, ...decoded.warnings] }
}

const decodeValue = (value: Json, hints: Hints): Decoded | Rejected => {
  if (isObject(value)) return decodeOne(value, hints)
  if (isList(value) && value.length > 0) return decodeCollection(value, hints)
  const message = 'a ninjs document is an object, or a list of them'
  return rejected('WIRE_FIELDS', message, [{ path: '', message }])
}

const decodeOne = (object: JsonObject, hints: Hints): Decoded | Rejected => {
  const item = decodeItem(object, hints)
  if (item.problem !== undefined)
    return rejected(item.problem.code, summaryOf([item.problem]), [withoutCode(item.problem)])
  return { outcome: 'decoded', format: 'ninjs', updates: [item.update], warnings: item.warnings }
}

// All or nothing: a list of which only a part was filed would look done and be neither in the log nor in quarantine.
const decodeCollection = (entries: readonly Json[], hints: Hints): Decoded | Rejected => {
  const updates: WireUpdate[] = []
  const warnings: string[] = []
  const problems: Problem[] = []
  entries.forEach((entry, index) => {
    const at = pointerOf([index])
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
