import type { EditorialNote, Particulars, Place, SourceParty, Subject } from '#incident'
import { holdsContacts } from '../newsml-g2/notes.js'
import { attributeOf, childAt, childrenOf, textIn, type XmlElement } from '../../xml/xml-element.js'
import { distinct } from '../distinct.js'
import { inComponents, type Component } from './components.js'
import { partyName } from './identity.js'
import { contactsOf, lineOf, linesOf, typedLinesOf } from './words.js'

/** Subjects by code, and keywords that name the vocabulary they are from, as Business Wire's. */
export const subjectsOf = (components: readonly Component[]): readonly Subject[] => {
  const codes = inComponents(components, 'DescriptiveMetadata', 'SubjectCode').flatMap((group) =>
    childrenOf(group).flatMap((subject): readonly Subject[] => {
      const code = attributeOf(subject, 'FormalName')
      return code === undefined
        ? []
        : [{ scheme: attributeOf(subject, 'Scheme', 'Vocabulary') ?? 'subj', code, name: null }]
    }),
  )
  const named = inComponents(components, 'Metadata').flatMap((metadata) =>
    childrenOf(metadata, 'Property').flatMap((property): readonly Subject[] => {
      const scheme = attributeOf(property, 'FormalName')
      const name = attributeOf(property, 'Value')
      return scheme !== undefined && name !== undefined && /keyword/i.test(scheme) ? [{ scheme, code: null, name }] : []
    }),
  )
  return distinct([...codes, ...named])
}

const propertiesOf = (element: XmlElement, name: string): readonly string[] =>
  childrenOf(element, 'Property').flatMap((property) =>
    attributeOf(property, 'FormalName') === name && attributeOf(property, 'Role') === undefined
      ? (attributeOf(property, 'Value') ?? [])
      : [],
  )

/** Keywords of the metadata, else of the keyword line. */
export const keywordsOf = (components: readonly Component[]): readonly string[] => {
  const listed = components.flatMap(({ element }) =>
    propertiesOf(childAt(element, 'DescriptiveMetadata') ?? element, 'Keyword'),
  )
  if (listed.length > 0) return distinct(listed)
  return distinct(
    linesOf(components, 'KeywordLine')
      .flatMap((line) => line.split(/\s*[,;]\s*/))
      .filter((keyword) => keyword !== ''),
  )
}

/** Where the story comes from and what happened where. */
export const placesOf = (components: readonly Component[]): readonly Place[] =>
  distinct(
    inComponents(components, 'DescriptiveMetadata', 'Location').flatMap((location): readonly Place[] => {
      const how = attributeOf(location, 'HowPresent') ?? ''
      const name = ['City', 'Region', 'CountryArea', 'CountryName'].flatMap((part) => propertiesOf(location, part))[0]
      const codes = propertiesOf(location, 'Country')
      const role = /origin|dateline|from/i.test(how) ? 'dateline' : 'event'
      return name === undefined && codes.length === 0 ? [] : [{ name: name ?? codes[0] ?? null, codes, role }]
    }),
  )

const partiesIn = (components: readonly Component[], kind: string, role: SourceParty['role']): readonly SourceParty[] =>
  inComponents(components, 'AdministrativeMetadata', kind, 'Party').flatMap((party) => {
    const name = partyName(party)
    return name === undefined
      ? []
      : [{ role, name: name.replace(/\s+/g, ' '), id: attributeOf(party, 'Topic') ?? null }]
  })

/** Who carries the item, where it came from and who wrote it. */
export const sourcesOf = (
  components: readonly Component[],
  envelope: XmlElement | undefined,
): readonly SourceParty[] => {
  const sender = childrenOf(childAt(envelope, 'SentFrom'), 'Party').flatMap((party): readonly SourceParty[] => {
    const name = partyName(party)
    return name === undefined ? [] : [{ role: 'carrier', name, id: null }]
  })
  const parties = [
    ...partiesIn(components, 'Provider', 'carrier'),
    ...sender,
    ...partiesIn(components, 'Source', 'originator'),
    ...partiesIn(components, 'Creator', 'author'),
  ]
  return distinct(parties, ({ role, name }) => `${role} ${name.toLowerCase()}`)
}

/** Rights: who holds them, the notice to print, and how the item may be used. */
export const rightsOf = (components: readonly Component[]): Particulars['rights'] => {
  const words = (...path: readonly [string, ...string[]]) =>
    inComponents(components, ...path).flatMap((element) => textIn(element) ?? [])
  const holder =
    [
      ...inComponents(components, 'RightsMetadata', 'Copyright', 'CopyrightHolder', 'Party').flatMap(
        (party) => partyName(party) ?? [],
      ),
      ...words('RightsMetadata', 'Copyright', 'CopyrightHolder'),
    ][0] ?? null
  const notice = lineOf(components, 'CopyrightLine') ?? null
  const terms = [...words('RightsMetadata', 'UsageRights', 'UsageType'), ...linesOf(components, 'RightsLine')]
  const usageTerms = terms.length === 0 ? null : terms.join('\n')
  return holder === null && notice === null && usageTerms === null ? undefined : { holder, notice, usageTerms }
}

/** Advisory lines and instructions are notes to editors; contacts, and what the body withholds, are not public. */
export const editorialNotesOf = (
  components: readonly Component[],
  withheld: readonly string[],
): readonly EditorialNote[] =>
  distinct([
    ...typedLinesOf(components)
      .filter(({ type }) => /advisory|note|instruction|warning|editor/i.test(type))
      .map(({ type, text }) => ({ role: type, public: !/contact|private/i.test(type) && !holdsContacts(text), text })),
    ...contactsOf(components).map((text) => ({ role: 'Contact', public: false, text })),
    ...withheld.map((text) => ({ role: null, public: false, text })),
  ])

/** Genres by name. */
export const genresOf = (components: readonly Component[]): readonly string[] =>
  distinct(
    inComponents(components, 'DescriptiveMetadata', 'Genre').flatMap((genre) => attributeOf(genre, 'FormalName') ?? []),
  )
