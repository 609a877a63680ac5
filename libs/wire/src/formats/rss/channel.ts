import { attributeOf, childAt, childrenOf, textIn, type XmlElement } from '../../xml/xml-element.js'
import type { FeedSource } from '../feed/feed-entry.js'
import { titleText } from '../feed/feed-words.js'
import { hostOf } from '../feed/provider.js'

/** What a channel says for its items; nothing where an item stands alone. */
export const channelOf = (root: XmlElement): FeedSource => {
  const channel = childAt(root, 'channel')
  const text = (...names: readonly string[]): string | undefined =>
    names.flatMap((name) => childrenOf(channel, name).flatMap((child) => textIn(child) ?? []))[0]
  const addresses = childrenOf(channel, 'link').flatMap((link) => textIn(link) ?? attributeOf(link, 'href') ?? [])
  const title = text('title')
  return {
    provider: text('publisher') ?? hostOf(addresses[0]) ?? hostOf(attributeOf(channel, 'rdf:about')),
    title: title === undefined ? undefined : titleText(title),
    language: text('language') ?? attributeOf(channel, 'xml:lang') ?? attributeOf(root, 'xml:lang'),
    rights: text('copyright', 'rights'),
    // Whoever edits the channel did not write its items.
    authors: [],
  }
}
