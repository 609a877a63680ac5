import { decodeCharset } from '../../content/charset.js'
import { base64Bytes } from '../../markup/base64.js'
import { attributeOf, childrenOf, rawTextIn, type XmlElement } from '../../xml/xml-element.js'
import { escapedMarkupIn, htmlWords, inlineMarkupIn, plainWords, type FeedWords } from '../feed/feed-words.js'

const readable = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/
const markup = /<\/?[a-z][^<>]{0,500}>/i

/**
 * The words of a text construct or of content, by its type (RFC 4287 §3.1, §4.1.3.3; `mode` in Atom 0.3): text, HTML,
 * XHTML, other XML, or base64 of something else, which is used where it turns out to be text. Undefined where what is
 * meant stands elsewhere or is no text.
 */
export const atomWordsOf = (element: XmlElement, source: string): FeedWords | undefined => {
  const type = (attributeOf(element, 'type') ?? 'text').toLowerCase()
  const mode = attributeOf(element, 'mode')?.toLowerCase()
  if (mode === 'base64') return base64Words(element)
  if (mode === 'escaped') return type === 'text/plain' ? plainWords(rawTextIn(element)) : htmlWords(rawTextIn(element))
  if (type === 'html' || type === 'text/html') return htmlWords(escapedMarkupIn(element, source))
  if (type === 'xhtml' || type === 'application/xhtml+xml' || mode === 'xml')
    return htmlWords(inlineMarkupIn(element, source))
  if (type === 'text' || type.startsWith('text/plain')) {
    // Elements inside of text are not allowed, and mean markup where they stand there.
    return childrenOf(element).length > 0 ? htmlWords(inlineMarkupIn(element, source)) : plainWords(rawTextIn(element))
  }
  if (/[/+]xml$/.test(type)) return undefined
  return type.startsWith('text/') ? plainWords(rawTextIn(element)) : base64Words(element)
}

const base64Words = (element: XmlElement): FeedWords | undefined => {
  const bytes = base64Bytes(rawTextIn(element))
  if (bytes === undefined) return undefined
  const reading = decodeCharset(bytes, null)
  if (!reading.ok || !readable.test(reading.text)) return undefined
  return markup.test(reading.text) ? htmlWords(reading.text) : plainWords(reading.text)
}
