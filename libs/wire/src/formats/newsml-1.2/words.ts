import { attributeOf, childAt, childrenOf, textIn, type XmlElement } from '../../xml/xml-element.js'
import { bodyIn, type Body } from '../xml-body.js'
import { isMedia, type Component } from './components.js'

/** The first line of a name that says something, among the lines of the given components. */
export const lineOf = (components: readonly Component[], name: string): string | undefined =>
  linesOf(components, name)[0]

/** All lines of a name. */
export const linesOf = (components: readonly Component[], name: string): readonly string[] =>
  components.flatMap(({ element }) =>
    childrenOf(childAt(element, 'NewsLines'), name).flatMap((line) => textIn(line) ?? []),
  )

/** The lines that have no element of their own, by their type. */
export const typedLinesOf = (
  components: readonly Component[],
): readonly { readonly type: string; readonly text: string }[] =>
  components.flatMap(({ element }) =>
    childrenOf(childAt(element, 'NewsLines'), 'NewsLine').flatMap((line) => {
      const type = attributeOf(childAt(line, 'NewsLineType'), 'FormalName') ?? ''
      return childrenOf(line, 'NewsLineText').flatMap((text) => {
        const words = textIn(text)
        return words === undefined ? [] : [{ type, text: words }]
      })
    }),
  )

type Content = { readonly role: string | null; readonly element: XmlElement; readonly data: XmlElement }

const contentsOf = (components: readonly Component[]): readonly Content[] =>
  components.flatMap(({ element, role }) =>
    childrenOf(element, 'ContentItem').flatMap((item) => {
      const data = childAt(item, 'DataContent') ?? childAt(item, 'Encoding', 'DataContent')
      return data === undefined || !isText(item) || isMedia(role) ? [] : [{ role, element: item, data }]
    }),
  )

const isText = (item: XmlElement): boolean => {
  if (/base-?64/i.test(attributeOf(childAt(item, 'Encoding'), 'Notation') ?? '')) return false
  const media = attributeOf(childAt(item, 'MediaType'), 'FormalName')
  if (media !== undefined && !/text|document|^none$/i.test(media)) return false
  const mime = attributeOf(childAt(item, 'MimeType'), 'FormalName')
  return mime === undefined || /^(?:text\/(?!css)|application\/(?:.*xml|.*html|.*nitf))/i.test(mime)
}

/**
 * The body: the components that have that role, after a lead of their own, else those without a role, else a summary;
 * never headings and contacts.
 */
export const bodyOf = (components: readonly Component[]): Body | undefined => {
  const bodies = contentsOf(components).flatMap(({ role, data }) => {
    const rank = rankOf(role)
    return rank === undefined ? [] : [{ role, rank, data }]
  })
  for (const rank of [0, 1, 2, 3]) {
    for (const { data } of bodies.filter((body) => body.rank === rank).slice(0, mostTried)) {
      const body = bodyIn(data)
      if (body.text !== '') return rank === 0 ? withLead(body, bodies) : body
    }
  }
  return captionOf(components)
}

// A picture alone says what its caption says.
const captionOf = (components: readonly Component[]): Body | undefined =>
  components
    .filter(({ role }) => /^caption/i.test(role ?? ''))
    .flatMap(({ element }) => childrenOf(element, 'ContentItem').flatMap((item) => childAt(item, 'DataContent') ?? []))
    .slice(0, mostTried)
    .map(bodyIn)
    .find(({ text }) => text !== '')

// Of many empty components the first tell enough.
const mostTried = 50

const isLead = (role: string | null): boolean => /^(?:lead|intro|chapeau)/i.test(role ?? '')

const withLead = (body: Body, bodies: readonly { readonly role: string | null; readonly data: XmlElement }[]): Body => {
  const lead = bodies.find(({ role }) => isLead(role))
  if (lead === undefined) return body
  const { text, html, withheld } = bodyIn(lead.data)
  if (text === '' || body.text.startsWith(text)) return body
  const both = html === undefined || body.html === undefined ? {} : { html: `${html}\n${body.html}` }
  return { text: `${text}\n\n${body.text}`, withheld: [...withheld, ...body.withheld], ...both }
}

const rankOf = (role: string | null): number | undefined => {
  if (role === null) return 1
  if (/^(?:body|main|text|story|article|content)/i.test(role)) return 0
  if (/head-?line|title|contact|note|slug|by-?line|date-?line/i.test(role)) return undefined
  return isLead(role) || /^(?:summary|abstract|teaser)/i.test(role) ? 3 : 2
}

/** The heading of an item that has no headline among its lines, but a component for it. */
export const headingOf = (components: readonly Component[]): string | undefined => {
  for (const { role, data } of contentsOf(components)) {
    const text = /^(?:head-?line|title)/i.test(role ?? '') ? bodyIn(data).text : ''
    if (text !== '') return text.replace(/\s+/g, ' ').trim()
  }
  return undefined
}

/** What stands in components for contacts: for editors only. */
export const contactsOf = (components: readonly Component[]): readonly string[] =>
  contentsOf(components)
    .filter(({ role }) => /contact/i.test(role ?? ''))
    .flatMap(({ data }) => {
      const { text } = bodyIn(data)
      return text === '' ? [] : [text]
    })
