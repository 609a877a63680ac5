import type { Content } from '../../content/content.js'
import { rejected } from '../../rejection.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import { rootNameOf } from '../../xml/root-name.js'
import { childAt, descendantsOf } from '../../xml/xml-element.js'
import type { Format } from '../format.js'
import { decodeEach } from '../xml-items.js'
import { xmlRejection } from '../xml-rejection.js'
import { decodeItem } from './decode-item.js'

const recognises = (content: Content): boolean => /^News(?:ML|Item)$/.test(rootNameOf(content) ?? '')

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.xml()
  if (!reading.ok) return xmlRejection(reading)
  const { root } = reading
  // An item may hold others, each with an identity of its own.
  const items = [...(root.name === 'NewsItem' ? [root] : []), ...descendantsOf(root, 'NewsItem')]
  if (items.length === 0) {
    const message = `there is no NewsItem in the ${JSON.stringify(root.name.slice(0, 64))}`
    return rejected('WIRE_FIELDS', message, [{ path: `line ${root.line}`, message }])
  }
  const envelope = childAt(root, 'NewsEnvelope')
  const own = items.length === 1 ? hints : { ...hints, item: null, version: null }
  return decodeEach(
    'newsml-1.2',
    items,
    ({ line }) => line,
    (item) => decodeItem(item, envelope, own),
    reading.warning === null ? [] : [reading.warning],
  )
}

/** NewsML 1.0 to 1.2 of the IPTC: one or more news items in an envelope, with components inside components. */
export const newsml12: Format = {
  name: 'newsml-1.2',
  mediaTypes: ['text/vnd.iptc.newsml'],
  weak: false,
  recognises,
  decode,
}
