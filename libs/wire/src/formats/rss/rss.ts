import type { Content } from '../../content/content.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import { rootNameOf } from '../../xml/root-name.js'
import { childrenOf, type XmlElement } from '../../xml/xml-element.js'
import { decodeEntry } from '../feed/decode-entry.js'
import { decodeFeed } from '../feed/decode-feed.js'
import type { Format } from '../format.js'
import { xmlRejection } from '../xml-rejection.js'
import { channelOf } from './channel.js'
import { entryOf } from './item.js'

const words = new Set(['title', 'link', 'description', 'guid', 'pubDate'])

const recognises = (content: Content): boolean => {
  const name = rootNameOf(content)
  if (name === 'rss') return true
  if (name !== 'RDF' && name !== 'item') return false
  const reading = content.xml()
  if (!reading.ok) return name === 'RDF'
  if (name === 'RDF') return childrenOf(reading.root).some((child) => child.name === 'channel' || child.name === 'item')
  return childrenOf(reading.root).filter((child) => words.has(child.name)).length > 1
}

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.xml()
  if (!reading.ok) return xmlRejection(reading)
  const { root, source, warning } = reading
  const channel = channelOf(root)
  const decoded = decodeFeed('rss', root, itemsOf(root), hints, (item, own) =>
    decodeEntry('rss', entryOf(item, source, own.timeZone), channel, own),
  )
  return decoded.outcome === 'rejected' || warning === null
    ? decoded
    : { ...decoded, warnings: [warning, ...decoded.warnings] }
}

// RSS 0.9 and 1.0 have items beside the channel, the others in it, and an item may stand alone.
const itemsOf = (root: XmlElement): readonly XmlElement[] =>
  root.name === 'item' ? [root] : [root, ...childrenOf(root, 'channel')].flatMap((parent) => childrenOf(parent, 'item'))

/** RSS 0.9 to 2.0 with the modules news feeds use, whole or as one item. An item that is gone was not taken back. */
export const rss: Format = {
  name: 'rss',
  mediaTypes: ['application/rss+xml', 'application/rdf+xml'],
  weak: false,
  recognises,
  decode,
}
