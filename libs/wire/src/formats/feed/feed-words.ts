import { decodeEntities } from '../../markup/entities.js'
import { htmlToText } from '../../markup/html-to-text.js'
import { childrenOf, rawTextIn, type XmlElement } from '../../xml/xml-element.js'

/** Words of a feed: as text (empty where there are none) and, where they were given as markup, as HTML. */
export type FeedWords = { readonly text: string; readonly html?: string }

const inlineTag =
  /<\/?(?:a|abbr|b|big|br|cite|code|em|font|i|img|p|q|s|small|span|strong|sub|sup|tt|u)(?:\s[^<>]{0,500})?\/?>/i

/** A title on one line. Titles are plain text, but many hold references and some markup all the same. */
export const titleText = (raw: string): string => {
  const plain = inlineTag.test(raw) ? htmlToText(raw) : decodeEntities(raw)
  return plain.replace(/[\s\u0000]+/g, ' ').trim()
}

/** Words that are HTML by the rules of their feed; what holds no element and would read as nothing is text after all. */
export const htmlWords = (html: string): FeedWords => {
  const text = htmlToText(html)
  return text === '' && html.trim() !== '' && !/<(?:[a-z/]|!--)/i.test(html) ? plainWords(html) : { text, html }
}

/** Words that are plain text; lines are kept. */
export const plainWords = (raw: string): FeedWords => ({
  text: raw
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/[\t ]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim(),
})

/**
 * The markup inside an element: escaped or in CDATA it is its text, written as elements it is its source, and what is
 * escaped once more inside of those is markup too.
 */
export const escapedMarkupIn = (element: XmlElement, source: string): string => {
  if (childrenOf(element).length === 0) return rawTextIn(element)
  const inside = inlineMarkupIn(element, source)
  const escaped = childrenOf(element).some((child) => inlineTag.test(rawTextIn(child)))
  return escaped ? decodeEntities(inside) : inside
}

/** The elements inside an element as HTML; prefixes are the sender's choice and go. */
export const inlineMarkupIn = (element: XmlElement, source: string): string =>
  source.slice(element.inner.start, element.inner.end).replace(/<(\/?)[\w.-]{1,40}:(?=[A-Za-z])/g, '<$1')
