import { htmlToText } from '../markup/html-to-text.js'
import { safeHtml } from '../markup/safe-html.js'
import { publicMarkup, withheldFrom } from '../xml/public-markup.js'
import { childrenOf, descendantsOf, rawTextIn, type XmlElement } from '../xml/xml-element.js'

/** The words of a body: as text, as HTML that is safe to show, and what stood in it but must not be published. */
export type Body = { readonly text: string; readonly html?: string; readonly withheld: readonly string[] }

/**
 * The body inside an element: XHTML, NITF or other markup, whether as elements or as text (CDATA), or plain text. Of a
 * whole NITF or HTML document only its body counts. The text is empty where there is none.
 */
export const bodyIn = (element: XmlElement): Body => {
  const inside = contentOf(element)
  const { markup, withheld } = publicMarkup(inside)
  if (childrenOf(inside).length === 0 && !markup.includes('<')) return plainBody(inside, withheld)
  const html = safeHtml(markup)
  return { text: htmlToText(markup), withheld, ...(html === undefined ? {} : { html }) }
}

const contentOf = (element: XmlElement): XmlElement =>
  descendantsOf(element, 'body.content')[0] ?? descendantsOf(element, 'body')[0] ?? element

// Lines are kept: plain text of wires has no other paragraphs.
const plainBody = (element: XmlElement, withheld: readonly string[]): Body => {
  const whole = rawTextIn(element)
  const from = withheldFrom(whole)
  const text = (from === -1 ? whole : whole.slice(0, from))
    .split(/\r\n?|\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
  return { text: text.trim() === '' ? '' : text, withheld }
}
