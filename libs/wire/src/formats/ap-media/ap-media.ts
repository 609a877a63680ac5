import type { Content } from '../../content/content.js'
import { isObject, member } from '../../json/json-object.js'
import { pointerOf } from '../../json/pointer.js'
import { rejected, summaryOf } from '../../rejection.js'
import type { Decoded, Hints, Problem, Rejected, WireUpdate } from '../../wire-update.js'
import type { Format } from '../format.js'
import { jsonRejection } from '../json-rejection.js'
import { tooManyItems } from '../too-many-items.js'
import { judgeDuplicates } from '../ninjs/duplicate-keys.js'
import { decodeApItem } from './decode-item.js'
import { apEntriesOf, type ApEntry } from './shape.js'

const recognises = (content: Content): boolean => {
  const reading = content.json()
  return reading.ok && apEntriesOf(reading.value) !== undefined
}

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.json()
  if (!reading.ok) return jsonRejection(reading.problems)
  const entries = apEntriesOf(reading.value)
  if (entries === undefined) return nothing('WIRE_FIELDS', '', 'the document is no answer of the AP Media API')
  if (entries.length === 0) return nothing('WIRE_NOTHING_SAID', '/data/items', 'the feed has no items')
  const tooMany = tooManyItems(entries, ({ at }) => pointerOf(at))
  if (tooMany !== undefined) return tooMany
  const { refused, warnings } = judgeDuplicates(reading.duplicates, entries[0]?.at.length ?? 0)
  if (refused.length > 0) return jsonRejection(refused)
  // Superdesk's agents put the story, which AP keeps behind a link, beside the one item that they fetched.
  const body = isObject(reading.value) ? member(reading.value, 'nitf') : undefined
  const decoded = decodeEntries(entries, isObject(body) ? body : {}, hints)
  return decoded.outcome === 'rejected' ? decoded : { ...decoded, warnings: [...warnings, ...decoded.warnings] }
}

// All or nothing: a feed of which only a part was filed would look done and be neither in the log nor in quarantine.
const decodeEntries = (
  entries: readonly ApEntry[],
  body: Parameters<typeof decodeApItem>[1],
  hints: Hints,
): Decoded | Rejected => {
  const updates: WireUpdate[] = []
  const warnings: string[] = []
  const problems: Problem[] = []
  const isAlone = entries.length === 1
  for (const { at, value } of entries) {
    const path = pointerOf(at)
    const item = isObject(value)
      ? decodeApItem(value, isAlone ? body : {}, isAlone ? hints : { ...hints, item: null, version: null })
      : { problem: { path: '', message: 'must be an object: the item' } }
    if (item.problem !== undefined) problems.push({ ...item.problem, path: `${path}${item.problem.path}` })
    else {
      updates.push(item.update)
      warnings.push(...item.warnings.map((warning) => (isAlone ? warning : `${path}: ${warning}`)))
    }
  }
  if (problems.length > 0) return rejected('WIRE_FIELDS', summaryOf(problems), problems)
  return { outcome: 'decoded', format: 'ap-media', updates, warnings }
}

const nothing = (code: 'WIRE_FIELDS' | 'WIRE_NOTHING_SAID', path: string, message: string): Rejected =>
  rejected(code, message, [{ path, message }])

/** The JSON of the AP Media API: feeds and single items. Links to stories and pictures are not followed. */
export const apMedia: Format = { name: 'ap-media', mediaTypes: [], weak: false, recognises, decode }
