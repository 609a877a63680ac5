import { openingOf, type Sign, type Signs } from '../../action/signs.js'
import { withholdsUntilLater } from '../pub-status.js'
import { attributeOf, childAt, childrenOf, textIn, type XmlElement } from '../../xml/xml-element.js'
import { codeOf, labelOf } from './concept.js'
import { isNews } from './shape.js'
import { isEvents, type Words } from './words.js'

/** The publication status as the document spells it. */
export const statusOf = (item: XmlElement): string | undefined => codeOf(childAt(item, 'itemMeta', 'pubStatus'))

/** What an item says about the action, for the rules that all formats share. */
export const signsOf = (
  item: XmlElement,
  provider: string,
  headline: Words | undefined,
  body: Words | undefined,
  version: string,
): Signs => {
  const itemMeta = childAt(item, 'itemMeta')
  const contentMeta = childAt(item, 'contentMeta')
  const status = statusOf(item)
  const isEmbargo = status !== undefined && /withheld$/i.test(status) && withholdsUntilLater(provider)
  return {
    status: status === undefined || isEmbargo ? [] : [{ field: 'itemMeta/pubStatus', value: status }],
    signals: isNews(item) ? [...signalsIn(itemMeta), ...messageTypeIn(itemMeta), ...genresIn(contentMeta)] : [],
    headline: headline === undefined ? [] : [{ field: headline.field, value: headline.text }],
    slug: textsOf(contentMeta, 'slugline', 'contentMeta/slugline'),
    edNotes: textsOf(itemMeta, 'edNote', 'itemMeta/edNote'),
    opening: body === undefined ? [] : openingOf(body.text, body.field),
    evolvedFrom: [],
    version: isOrdinal(version) ? [{ field: '@version', value: version }] : [],
    kind: [...kindsOf(item), ...genresIn(contentMeta)],
  }
}

// Reuters' versions are numbers of nothing that can be counted: 263518268 is a first version.
const isOrdinal = (version: string): boolean => /^\d{1,4}$/.test(version)

const signalsIn = (itemMeta: XmlElement | undefined): readonly Sign[] =>
  [...childrenOf(itemMeta, 'signal'), ...childrenOf(itemMeta, 'role')].flatMap((signal) => {
    const value = codeOf(signal)
    return value === undefined ? [] : [{ field: `itemMeta/${signal.name}`, value }]
  })

// Reuters' own attribute, under whatever prefix: `S` a story, `R` a revision, `D` its deletion.
const messageTypeIn = (itemMeta: XmlElement | undefined): readonly Sign[] =>
  [...(childAt(itemMeta, 'itemClass')?.attributes ?? [])].flatMap(([name, value]) =>
    /(?:^|:)msgType$/.test(name) ? [{ field: `itemMeta/itemClass/@${name}`, value: `msgType:${value.trim()}` }] : [],
  )

const genresIn = (contentMeta: XmlElement | undefined): readonly Sign[] =>
  childrenOf(contentMeta, 'genre').flatMap((genre) =>
    [labelOf(genre, 'en'), attributeOf(genre, 'qcode', 'uri')].flatMap((value) =>
      value === undefined ? [] : [{ field: 'contentMeta/genre', value }],
    ),
  )

/** What kind of item it says it is: its roles and genres. */
export const kindNamesOf = (item: XmlElement): readonly string[] => [
  ...childrenOf(childAt(item, 'itemMeta'), 'role').flatMap((role) => codeOf(role) ?? []),
  ...genresIn(childAt(item, 'contentMeta')).map(({ value }) => value),
]

const kindsOf = (item: XmlElement): readonly Sign[] => {
  const itemClass = codeOf(childAt(item, 'itemMeta', 'itemClass'))
  const listed = childrenOf(childAt(item, 'contentSet')).some(isEvents)
  return [
    ...(isNews(item) ? [] : [{ field: item.name, value: item.name }]),
    ...(listed ? [{ field: 'contentSet/inlineXML/events', value: 'event' }] : []),
    ...(itemClass === undefined ? [] : [{ field: 'itemMeta/itemClass', value: itemClass }]),
  ]
}

const textsOf = (parent: XmlElement | undefined, name: string, field: string): readonly Sign[] =>
  childrenOf(parent, name).flatMap((element) => {
    const value = textIn(element)
    return value === undefined ? [] : [{ field, value }]
  })
