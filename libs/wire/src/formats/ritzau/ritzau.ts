import type { Content } from '../../content/content.js'
import { rejected } from '../../rejection.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import { descendantsOf, type XmlElement } from '../../xml/xml-element.js'
import { rootNameOf } from '../../xml/root-name.js'
import type { Format } from '../format.js'
import { decodeEach } from '../xml-items.js'
import { xmlRejection } from '../xml-rejection.js'
import { decodeNews } from './decode-news.js'

const roots = /^(?:XMLNewsQueued\w{0,40}|ListOfRBNews|ArrayOfRBNews|RBNews)$/

const recognises = (content: Content): boolean => roots.test(rootNameOf(content) ?? '')

const newsIn = (root: XmlElement): readonly XmlElement[] =>
  root.name === 'RBNews' ? [root] : descendantsOf(root, 'RBNews')

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.xml()
  if (!reading.ok) return xmlRejection(reading)
  const news = newsIn(reading.root)
  if (news.length === 0) {
    const message = 'there is no RBNews in it'
    return rejected('WIRE_NOTHING_SAID', message, [{ path: `line ${reading.root.line}`, message }])
  }
  return decodeEach(
    'ritzau',
    news,
    ({ line }) => line,
    (one) => decodeNews(one, hints, news.length === 1),
    reading.warning === null ? [] : [reading.warning],
  )
}

/** The XML of the Danish agency Ritzau: one `RBNews`, or the answer of its queue with several. */
export const ritzau: Format = {
  name: 'ritzau',
  mediaTypes: ['application/vnd.ritzau+xml'],
  weak: false,
  recognises,
  decode,
}
