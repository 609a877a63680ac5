import { maxFeedItems } from '../../limits.js'
import { rejected } from '../../rejection.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import type { XmlElement } from '../../xml/xml-element.js'
import { decodedItems, type XmlItem } from '../xml-items.js'

/**
 * The entries of a feed as updates. A feed without any has nothing to say; an empty element beside others is left out
 * with a warning. Headers that name one item count only where there is one.
 */
export const decodeFeed = (
  format: string,
  root: XmlElement,
  entries: readonly XmlElement[],
  hints: Hints,
  decodeOne: (entry: XmlElement, hints: Hints) => XmlItem,
): Decoded | Rejected => {
  const filled = entries.filter(isFilled)
  const [first] = filled
  if (first === undefined)
    return refused('WIRE_NOTHING_SAID', entries[0] ?? root, 'the feed has no entry that says anything')
  const tooMany = filled[maxFeedItems]
  if (tooMany !== undefined) return refused('WIRE_XML_SIZE', tooMany, `more than ${maxFeedItems} entries in one feed`)
  const empty = entries.length === filled.length ? [] : entries.filter((entry) => !isFilled(entry))
  return decodedItems(
    format,
    filled.map((entry) => decodeOne(entry, filled.length === 1 ? hints : { ...hints, item: null, version: null })),
    empty.map(({ line, name }) => `line ${line}: ${name} is empty and was left out`),
  )
}

const isFilled = (entry: XmlElement): boolean =>
  entry.attributes.has('ref') || entry.children.some((child) => typeof child !== 'string' || child.trim() !== '')

const refused = (code: 'WIRE_NOTHING_SAID' | 'WIRE_XML_SIZE', { line }: XmlElement, message: string): Rejected =>
  rejected(code, `line ${line}: ${message}`, [{ path: `line ${line}`, message }])
