import { decodeEntities } from '../../markup/entities.js'
import { attributeOf, childAt, childrenOf, rawTextIn, textIn, type XmlElement } from '../../xml/xml-element.js'

/** The text of a field; undefined where it is nil, missing or blank. Ritzau escapes the characters of a text twice. */
export const fieldOf = (news: XmlElement, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const text = textIn(childAt(news, name))
    if (text !== undefined && !isNil(childAt(news, name))) return decodeEntities(text)
  }
  return undefined
}

/** A field that holds markup as text, with what was escaped twice escaped once. */
export const markupOf = (news: XmlElement, name: string): string => {
  const element = childAt(news, name)
  if (element === undefined || isNil(element)) return ''
  return rawTextIn(element).replace(/&amp;(?=(?:[a-z]{2,8}|#\d{1,5});)/gi, '&')
}

/** Whether a flag is set. */
export const flagOf = (news: XmlElement, name: string): boolean => /^(?:true|1)$/i.test(fieldOf(news, name) ?? '')

/** The texts of a list of values, `<IPTCList><a:int>15000000</a:int></IPTCList>`. */
export const listOf = (news: XmlElement, name: string): readonly string[] =>
  childrenOf(childAt(news, name)).flatMap((value) => textIn(value) ?? [])

const isNil = (element: XmlElement | undefined): boolean =>
  /^(?:true|1)$/.test(attributeOf(element, 'i:nil', 'xsi:nil', 'nil') ?? '')
