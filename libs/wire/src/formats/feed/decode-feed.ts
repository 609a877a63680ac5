import { rejected } from '../../rejection.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import type { XmlElement } from '../../xml/xml-element.js'
import { decodeEach, type XmlItem } from '../xml-items.js'

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
  if (first === undefined) return nothingSaid(entries[0] ?? root)
  const empty = entries.length === filled.length ? [] : entries.filter((entry) => !isFilled(entry))
  const own = filled.length === 1 ? hints : { ...hints, item: null, version: null }
  return decodeEach(
    format,
    filled,
    ({ line }) => line,
    (entry) => decodeOne(entry, own),
    empty.map(({ line, name }) => `line ${line}: ${name} is empty and was left out`),
  )
}

const isFilled = (entry: XmlElement): boolean =>
  entry.attributes.has('ref') || entry.children.some((child) => typeof child !== 'string' || child.trim() !== '')

const nothingSaid = ({ line }: XmlElement): Rejected => {
  const message = 'the feed has no entry that says anything'
  return rejected('WIRE_NOTHING_SAID', `line ${line}: ${message}`, [{ path: `line ${line}`, message }])
}
