import type { Content } from '../../content/content.js'
import { rejected } from '../../rejection.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import { rootNameOf } from '../../xml/root-name.js'
import type { Format } from '../format.js'
import { decodeEach } from '../xml-items.js'
import { xmlRejection } from '../xml-rejection.js'
import { decodeItem } from './decode-item.js'
import { headerOf } from './identity.js'
import { isG2Root, itemsUnder } from './shape.js'

const recognises = (content: Content): boolean => isG2Root(rootNameOf(content) ?? '')

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.xml()
  if (!reading.ok) return xmlRejection(reading)
  const items = itemsUnder(reading.root)
  if (items.length === 0) {
    const message = `there is no item of NewsML-G2 in the ${JSON.stringify(reading.root.name.slice(0, 64))}`
    return rejected('WIRE_FIELDS', message, [{ path: `line ${reading.root.line}`, message }])
  }
  const header = headerOf(reading.root)
  const own = items.length === 1 ? hints : { ...hints, item: null, version: null }
  return decodeEach(
    'newsml-g2',
    items,
    ({ line }) => line,
    (item) => decodeItem(item, header, own),
    reading.warning === null ? [] : [reading.warning],
  )
}

/** NewsML-G2 2.x of the IPTC: news, package, concept, knowledge, planning and catalog items, alone or in a message. */
export const newsmlG2: Format = {
  name: 'newsml-g2',
  mediaTypes: [
    'newsitem', 'packageitem', 'conceptitem', 'knowledgeitem', 'planningitem', 'catalogitem', 'newsmessage',
  ].map((kind) => `application/vnd.iptc.g2.${kind}+xml`),
  weak: false,
  recognises,
  decode,
} // prettier-ignore
