import {
  attributeOf,
  childAt,
  childrenOf,
  descendantsOf,
  textAt,
  textIn,
  type XmlElement,
} from '../../xml/xml-element.js'
import { primaryLanguage } from './concept.js'
import { bodyIn, type Body } from '../xml-body.js'

/** A text and where in the item it stood. */
export type Words = { readonly field: string; readonly text: string }

/** The main headline, else another, else the title, else what the body or the concept is headed by; on one line. */
export const headlineOf = (item: XmlElement, language: string | null): Words | undefined => {
  const listed = childrenOf(childAt(item, 'contentMeta'), 'headline')
  const candidates: readonly (readonly [string, XmlElement | undefined])[] = [
    ...[...listed]
      .sort((a, b) => rank(a, language) - rank(b, language))
      .map((headline) => ['contentMeta/headline', headline] as const),
    ['itemMeta/title', childAt(item, 'itemMeta', 'title')],
    ['contentSet/inlineXML//hl1', descendantsOf(childAt(item, 'contentSet'), 'hl1')[0]],
    ['concept/name', childAt(item, 'concept', 'name')],
    ['conceptSet/concept/name', childAt(item, 'conceptSet', 'concept', 'name')],
    ['newsCoverageSet//headline', descendantsOf(childAt(item, 'newsCoverageSet'), 'headline')[0]],
  ]
  for (const [field, element] of candidates) {
    const text = textIn(element)
    if (text !== undefined) return { field, text }
  }
  return undefined
}

// Main before any that names no role, subheadlines and the like last; of equals the one in the language of the item.
const rank = (headline: XmlElement, language: string | null): number => {
  const role = attributeOf(headline, 'role', 'roleuri')
  const byRole = role === undefined ? 1 : /(?:^|[:/])(?:main|headline|primary)/i.test(role) ? 0 : 2
  return byRole * 2 + (isInOther(headline, language) ? 1 : 0)
}

const isInOther = (element: XmlElement, language: string | null): boolean => {
  const own = attributeOf(element, 'xml:lang')
  return own !== undefined && language !== null && primaryLanguage(own) !== primaryLanguage(language)
}

// Of many empty renditions the first tell enough.
const mostTried = 50

export type BodyWords = Body & { readonly field: string }

/** The text of an item: the best of its inline renditions, else its description, else what its events or plans say. */
export const bodyOf = (item: XmlElement, language: string | null): BodyWords | undefined => {
  const contentSet = childAt(item, 'contentSet')
  const renditions = childrenOf(contentSet)
    .filter(isReadable)
    .sort((a, b) => formRank(a, language) - formRank(b, language))
  for (const rendition of renditions.slice(0, mostTried)) {
    const body = isEvents(rendition) ? namesIn(rendition, 'event') : bodyIn(rendition)
    if (body.text !== '') return { ...body, field: `contentSet/${rendition.name}` }
  }
  const described = childrenOf(childAt(item, 'contentMeta'), 'description')
    .map((description) => ({ ...bodyIn(description), field: 'contentMeta/description' }))
    .find(({ text }) => text !== '')
  if (described !== undefined) return described
  const concepts = namesIn(item, 'concept')
  if (concepts.text !== '') return { ...concepts, field: 'concept' }
  const plans = descendantsOf(childAt(item, 'newsCoverageSet'), 'headline').flatMap(
    (headline) => textIn(headline) ?? [],
  )
  return plans.length === 0 ? undefined : { text: plans.join('\n'), withheld: [], field: 'newsCoverageSet' }
}

/** Whether a rendition is a list of events of the diary. */
export const isEvents = (rendition: XmlElement): boolean =>
  childrenOf(rendition).some(({ name }) => name === 'events' || name === 'event')

const isReadable = (rendition: XmlElement): boolean => {
  if (rendition.name !== 'inlineXML' && rendition.name !== 'inlineData') return false
  if (attributeOf(rendition, 'encoding', 'encodinguri') !== undefined) return false
  return !/^(?:image|audio|video)\//i.test(attributeOf(rendition, 'contenttype') ?? '')
}

// HTML and NITF say what a paragraph is; plain text does; of other markup one can only take the words.
const formRank = (rendition: XmlElement, language: string | null): number => {
  const form = `${attributeOf(rendition, 'contenttype') ?? ''} ${childrenOf(rendition)[0]?.name ?? ''}`
  const byForm = /html|nitf/i.test(form) ? 0 : /^text\/plain|^ $/i.test(form) ? 1 : 2
  return byForm + (isInOther(rendition, language) ? 3 : 0)
}

// Names and definitions only: positions, codes and contacts of a concept are no text.
const namesIn = (element: XmlElement, name: string): Body => ({
  text: descendantsOf(element, name)
    .map((concept) => [textAt(concept, 'name'), textAt(concept, 'definition')].filter(Boolean).join('. '))
    .filter((text) => text !== '')
    .join('\n\n'),
  withheld: [],
})
