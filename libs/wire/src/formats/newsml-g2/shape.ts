import { childrenOf, type XmlElement } from '../../xml/xml-element.js'

/** Items that carry news, or a collection of it. */
const newsItems = new Set(['newsItem', 'packageItem'])
/** Items about things and plans: recognised and filed, but nothing that has happened. */
const otherItems = new Set(['conceptItem', 'knowledgeItem', 'planningItem', 'catalogItem'])
/** Parts of an item that are sent alone, as examples do. */
const parts = new Set(['contentSet', 'contentMeta', 'itemMeta'])

export const isNews = (item: XmlElement): boolean => !otherItems.has(item.name)

const isItem = (name: string): boolean => newsItems.has(name) || otherItems.has(name)

/** Whether the root of a document is NewsML-G2. Namespaces and versions are the sender's business. */
export const isG2Root = (name: string): boolean =>
  name === 'newsMessage' || name === 'itemSet' || isItem(name) || parts.has(name)

/** The items under a root: itself, those of all its item sets, or a part that stands for its item. */
export const itemsUnder = (root: XmlElement): readonly XmlElement[] => {
  if (isItem(root.name)) return [root]
  if (parts.has(root.name)) return [{ ...root, name: 'newsItem', attributes: new Map(), children: [root] }]
  return childrenOf(root).flatMap((child) =>
    isItem(child.name) ? [child] : child.name === 'itemSet' ? itemsUnder(child) : [],
  )
}
