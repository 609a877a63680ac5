import { attributeOf, childrenOf, textIn, type XmlElement } from '../../xml/xml-element.js'

/** What stands behind the colon of a QCode; its scheme is an alias of the sender's catalog, which is not fetched. */
export const localPart = (qcode: string): string => qcode.slice(qcode.indexOf(':') + 1)

/** The code of a concept as the document spells it: QCode, address or literal. */
export const codeOf = (concept: XmlElement | undefined): string | undefined =>
  attributeOf(concept, 'qcode', 'uri', 'literal')

/** The name of a concept, in the language of the item where there are several. */
export const nameOf = (concept: XmlElement | undefined, language: string | null): string | undefined => {
  const names = childrenOf(concept, 'name').flatMap((name) => {
    const text = textIn(name)
    return text === undefined || text === 'N/A' ? [] : [{ text, tag: attributeOf(name, 'xml:lang') }]
  })
  const wanted = primaryLanguage(language)
  return (names.find(({ tag }) => tag !== undefined && primaryLanguage(tag) === wanted) ?? names[0])?.text
}

/** The language of a tag without its region and script. */
export const primaryLanguage = (tag: string | null): string | undefined => tag?.split('-', 1)[0]?.toLowerCase()

/** A concept as a person would name it: its name, else its literal, code, or the end of its address. */
export const labelOf = (concept: XmlElement | undefined, language: string | null): string | undefined => {
  const name = nameOf(concept, language) ?? attributeOf(concept, 'literal')
  if (name !== undefined) return name
  const qcode = attributeOf(concept, 'qcode')
  if (qcode !== undefined) return localPart(qcode)
  const uri = attributeOf(concept, 'uri')
  return uri === undefined ? undefined : endOfAddress(uri)
}

// A vocabulary's address ends in the code; a party's own address says who it is by its host.
const endOfAddress = (uri: string): string | undefined => {
  const [, host = '', path = ''] = /^https?:\/\/(?:www\.)?([^/?#]{1,253})(?:\/([^?#]{0,500}))?/i.exec(uri) ?? []
  if (host === '') return uri
  const last = path.split('/').findLast((part) => part !== '')
  return /^cv\./i.test(host) && last !== undefined ? last : host
}
