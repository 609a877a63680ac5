import { attributeOf, type XmlElement } from './xml-element.js'

/** The inside of an element as markup, and the texts that were left out of it because they must not be published. */
export type PublicMarkup = { readonly markup: string; readonly withheld: readonly string[] }

// "The following information is not for publication" and its like end what may be published.
const notForPublication =
  /(?<=^|[\n>])[^\p{L}\p{N}\n<>]{0,40}(?:(?:the )?following (?:information|notes?|details?|contacts?) (?:is|are) not (?:intended )?for publication|not for publication|die folgenden (?:informationen|angaben) sind nicht zur veröffentlichung|nicht zur veröffentlichung)/iu

/** Where in a text the part begins that must not be published; -1 where none does. */
export const withheldFrom = (text: string): number => (text.length < shortestMark ? -1 : text.search(notForPublication))

const shortestMark = 'not for publication'.length

const constraints = ['pubconstraint', 'pubconstrainturi']

/** Whether an element, by its constraint on publication, is for some only: any constraint that does not say public. */
export const isNonPublic = (element: XmlElement): boolean => {
  if (element.attributes.size === 0) return false
  const constraint = attributeOf(element, ...constraints)
  if (constraint !== undefined && !/(?:^|[:/])public$/i.test(constraint)) return true
  return /(?:^|[\s_-])(?:non-?public|not-for-publication)(?:$|[\s_-])/i.test(attributeOf(element, 'class') ?? '')
}

// Pictures have captions of their own, which are not part of the story; styles and scripts are no text at all.
const leftOut = new Set(['media', 'script', 'style', 'head', 'title'])
const renamed: { readonly [name: string]: string } = { hl1: 'h1', hl2: 'h2' }
const empty = new Set(['br', 'hr'])
const kept = new Set(['href', 'colspan', 'rowspan'])
const markupInText = /<\/?(?:p|br|div|h[1-6]|ul|ol|table|b|i|em|strong|a)(?:\s[^<>]{0,500})?\/?>/i

/**
 * The inside of an element under local names, with the attributes that mean something to a reader. Markup that stands
 * there as text (CDATA, or escaped) is markup again. It is not safe to show yet.
 */
export const publicMarkup = (element: XmlElement): PublicMarkup => {
  const out: string[] = []
  const withheld: string[] = []
  let ended = false
  const walkText = (text: string): void => {
    if (!ended) {
      const from = withheldFrom(text)
      ended = from !== -1
      out.push(markupOf(ended ? text.slice(0, from) : text))
      if (ended) withheld.push(text.slice(from))
    } else withheld.push(text)
  }
  const walk = (inside: XmlElement, isPublic: boolean): void => {
    for (const child of inside.children) {
      if (typeof child === 'string') {
        if (isPublic) walkText(child)
        else withheld.push(child)
      } else if (!leftOut.has(child.name)) {
        const shown = isPublic && !ended && !isNonPublic(child)
        const name = renamed[child.name] ?? child.name
        if (shown) out.push(`<${name}${attributesOf(child)}>`)
        walk(child, shown || (isPublic && ended))
        if (!shown) withheld.push('\n')
        else if (!empty.has(name)) out.push(`</${name}>`)
      }
    }
  }
  walk(element, !isNonPublic(element))
  return { markup: out.join(''), withheld: joined(withheld) }
}

const markupOf = (text: string): string => (text.includes('<') && markupInText.test(text) ? text : escaped(text))

const escaped = (text: string): string =>
  /[&<>"]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : text

const attributesOf = ({ attributes }: XmlElement): string => {
  let written = ''
  for (const [name, value] of attributes) if (kept.has(name)) written += ` ${name}="${escaped(value)}"`
  return written
}

const joined = (texts: readonly string[]): readonly string[] => {
  const whole = texts.join('').replace(/\s+/g, ' ').trim()
  return whole === '' ? [] : [whole]
}
