import { attributeOf, childrenOf, textAt, textIn, type XmlElement } from '../../xml/xml-element.js'
import type { FeedSource } from '../feed/feed-entry.js'
import { titleText } from '../feed/feed-words.js'
import { hostOf } from '../feed/provider.js'
import { authorsIn } from './entry.js'

/** What a feed says for its entries; nothing where an entry stands alone. */
export const feedOf = (root: XmlElement): FeedSource => {
  const feed = root.name === 'feed' ? root : undefined
  const links = childrenOf(feed, 'link')
  const addresses = ['alternate', undefined, 'self'].flatMap((rel) =>
    links.filter((link) => attributeOf(link, 'rel') === rel).flatMap((link) => attributeOf(link, 'href') ?? []),
  )
  const title = textAt(feed, 'title')
  return {
    provider:
      textIn(childrenOf(feed, 'publisher')[0]) ??
      [...addresses, textAt(feed, 'id')].map(hostOf).find((host) => host !== undefined),
    title: title === undefined ? undefined : titleText(title),
    language: attributeOf(feed, 'xml:lang'),
    rights: textAt(feed, 'rights') ?? textAt(feed, 'copyright'),
    authors: authorsIn(feed),
  }
}
