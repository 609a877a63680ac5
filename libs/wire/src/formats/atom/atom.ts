import type { Content } from '../../content/content.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import { rootNameOf } from '../../xml/root-name.js'
import { childrenOf, type XmlElement } from '../../xml/xml-element.js'
import { decodeEntry } from '../feed/decode-entry.js'
import { decodeFeed } from '../feed/decode-feed.js'
import type { Format } from '../format.js'
import { xmlRejection } from '../xml-rejection.js'
import { entryOf } from './entry.js'
import { feedOf } from './feed.js'
import { decodeTombstone } from './tombstone.js'

const atomNamespace = /w3\.org\/2005\/Atom|purl\.org\/atom\//i
const words = new Set(['id', 'title', 'updated', 'published', 'summary', 'content', 'link'])

const recognises = (content: Content): boolean => {
  const name = rootNameOf(content)
  if (name !== 'feed' && name !== 'entry' && name !== 'deleted-entry') return false
  const reading = content.xml()
  if (!reading.ok) return name === 'feed'
  const { root } = reading
  if (name === 'deleted-entry') return root.attributes.has('ref')
  if (name === 'feed') return atomNamespace.test(root.namespace) || childrenOf(root, 'entry').length > 0
  return atomNamespace.test(root.namespace) || childrenOf(root).filter((child) => words.has(child.name)).length > 1
}

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.xml()
  if (!reading.ok) return xmlRejection(reading)
  const { root, source, warning } = reading
  const feed = feedOf(root)
  const decoded = decodeFeed('atom', root, entriesOf(root), hints, (entry, own) =>
    entry.name === 'deleted-entry'
      ? decodeTombstone(entry, feed, own)
      : decodeEntry('atom', entryOf(entry, source, own.timeZone), feed, own),
  )
  return decoded.outcome === 'rejected' || warning === null
    ? decoded
    : { ...decoded, warnings: [warning, ...decoded.warnings] }
}

const entriesOf = (root: XmlElement): readonly XmlElement[] =>
  root.name === 'feed' ? childrenOf(root).filter(({ name }) => name === 'entry' || name === 'deleted-entry') : [root]

/** Atom 1.0 and 0.3, whole or as one entry, with the tombstones of RFC 6721. An entry that is gone was not taken back. */
export const atom: Format = { name: 'atom', mediaTypes: ['application/atom+xml'], weak: false, recognises, decode }
