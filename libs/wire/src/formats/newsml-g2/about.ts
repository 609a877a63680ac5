import type { Particulars, Place, SourceParty, Subject } from '#incident'
import {
  attributeOf,
  childAt,
  childrenOf,
  descendantsOf,
  textAt,
  textIn,
  type XmlElement,
} from '../../xml/xml-element.js'
import { distinct } from '../distinct.js'
import { codeOf, labelOf, localPart, nameOf } from './concept.js'

/** Subjects by scheme, code and name; a name may stand in an assertion about the same code. */
export const subjectsOf = (item: XmlElement, language: string | null): readonly Subject[] => {
  const asserted = assertionsOf(item)
  const subjects = childrenOf(childAt(item, 'contentMeta'), 'subject').flatMap((subject) => {
    const qcode = attributeOf(subject, 'qcode')
    const uri = attributeOf(subject, 'uri')
    const name =
      nameOf(subject, language) ??
      assertedName(asserted.get(codeOf(subject) ?? ''), language) ??
      attributeOf(subject, 'literal')
    const scheme = qcode?.includes(':') === true ? qcode.slice(0, qcode.indexOf(':')) : null
    const code = qcode === undefined ? (uri ?? null) : localPart(qcode)
    return code === null && name === undefined ? [] : [{ scheme, code, name: name ?? null }]
  })
  return distinct(subjects)
}

const assertionsOf = (item: XmlElement): ReadonlyMap<string, XmlElement> =>
  new Map(
    childrenOf(item, 'assert').flatMap((assertion) => {
      const code = codeOf(assertion)
      return code === undefined ? [] : [[aliasOf(code), assertion] as const]
    }),
  )

// STT asserts about `sttlocmeta:default:75` what it calls `sttlocationalias:75` elsewhere.
const aliasOf = (code: string): string => code.replace(/^sttlocmeta:[^:]{0,40}:/, 'sttlocationalias:')

// A place that has no name of its own is known by the narrowest one around it.
const assertedName = (assertion: XmlElement | undefined, language: string | null): string | undefined =>
  nameOf(assertion, language) ?? childrenOf(assertion, 'broader').flatMap((around) => nameOf(around, language) ?? [])[0]

/** Where the content comes from, and the places it is about. */
export const placesOf = (item: XmlElement, language: string | null): readonly Place[] => {
  const contentMeta = childAt(item, 'contentMeta')
  const asserted = assertionsOf(item)
  const placeOf =
    (role: Place['role']) =>
    (place: XmlElement): readonly Place[] => {
      const code = attributeOf(place, 'qcode', 'uri')
      const name =
        nameOf(place, language) ?? assertedName(asserted.get(code ?? ''), language) ?? attributeOf(place, 'literal')
      return code === undefined && name === undefined
        ? []
        : [{ name: name ?? null, codes: code === undefined ? [] : [code], role }]
    }
  return distinct([
    ...childrenOf(contentMeta, 'located').flatMap(placeOf('dateline')),
    ...childrenOf(contentMeta, 'subject').filter(isPlace).flatMap(placeOf('event')),
  ])
}

// `cptType:5` is Reuters' type of a place.
const isPlace = (subject: XmlElement): boolean =>
  /(?:^|[:/])(?:geoArea|poi|5)$/i.test(attributeOf(subject, 'type', 'typeuri') ?? '')

/** Who carries the item, where it came from and who wrote it; the hops it took tell further carriers. */
export const sourcesOf = (
  item: XmlElement,
  sender: string | undefined,
  language: string | null,
): readonly SourceParty[] => {
  const contentMeta = childAt(item, 'contentMeta')
  const partyOf =
    (role: SourceParty['role']) =>
    (party: XmlElement): readonly SourceParty[] => {
      const name = labelOf(party, language)
      return name === undefined ? [] : [{ role, name, id: attributeOf(party, 'qcode', 'uri') ?? null }]
    }
  const hops = childrenOf(childAt(item, 'hopHistory'), 'hop').map((hop, index) => ({
    hop,
    seq: Number(attributeOf(hop, 'seq') ?? index),
  }))
  const parties = [
    ...childrenOf(childAt(item, 'itemMeta'), 'provider').flatMap(partyOf('carrier')),
    ...(sender === undefined ? [] : [{ role: 'carrier' as const, name: sender, id: null }]),
    ...childrenOf(contentMeta, 'infoSource').flatMap(partyOf('originator')),
    ...childrenOf(contentMeta, 'creator').flatMap(partyOf('author')),
    ...[...hops]
      .sort((a, b) => a.seq - b.seq)
      .flatMap(({ hop }) => childrenOf(hop, 'party').flatMap(partyOf(madeContent(hop) ? 'originator' : 'carrier'))),
  ]
  return distinct(parties, ({ role, name }) => `${role} ${name.toLowerCase()}`)
}

const madeContent = (hop: XmlElement): boolean =>
  childrenOf(hop, 'action').some(
    (action) =>
      /(?:^|[:/])created$/i.test(codeOf(action) ?? '') && !/metadata$/i.test(attributeOf(action, 'target') ?? ''),
  )

/** Rights: who holds them, the notice to print, and how the item may be used. */
export const rightsOf = (item: XmlElement, language: string | null): Particulars['rights'] => {
  const infos = childrenOf(item, 'rightsInfo')
  const first = (read: (info: XmlElement) => string | undefined): string | null => {
    for (const info of infos) {
      const found = read(info)
      if (found !== undefined) return found
    }
    return null
  }
  const holder = first((info) => labelOf(childAt(info, 'copyrightHolder'), language))
  const notice = first((info) => textAt(info, 'copyrightNotice'))
  const terms = infos.flatMap((info) => childrenOf(info, 'usageTerms').flatMap((term) => textIn(term) ?? []))
  const usageTerms = terms.length === 0 ? null : terms.join('\n')
  return holder === null && notice === null && usageTerms === null ? undefined : { holder, notice, usageTerms }
}

/** By whom, as printed: of the metadata, else of an NITF body. */
export const bylineOf = (item: XmlElement): string | undefined =>
  textAt(item, 'contentMeta', 'by') ?? textIn(descendantsOf(childAt(item, 'contentSet'), 'byline')[0])

/** The dateline and the place in it: the named place it comes from where it says so, else what stands before the date. */
export const datelineOf = (item: XmlElement, places: readonly Place[]): Particulars['dateline'] => {
  const text =
    textAt(item, 'contentMeta', 'dateline') ?? textIn(descendantsOf(childAt(item, 'contentSet'), 'dateline')[0])
  if (text === undefined) return undefined
  const named = places.find(
    ({ role, name }) => role === 'dateline' && name !== null && text.toLowerCase().includes(name.toLowerCase()),
  )
  return { text, place: named?.name ?? placeIn(text) }
}

/** The place at the start of a dateline, `MOSCOW` of `MOSCOW, Monday (Reuters)`. */
export const placeIn = (dateline: string): string | null => {
  const place =
    /^[^,(\d–—]{1,80}/
      .exec(dateline)?.[0]
      .replace(/[\s.-]+$/, '')
      .trim() ?? ''
  return place === '' ? null : place
}

/** Genres, by name where they have one. */
export const genresOf = (item: XmlElement, language: string | null): readonly string[] =>
  distinct(childrenOf(childAt(item, 'contentMeta'), 'genre').flatMap((genre) => labelOf(genre, language) ?? []))

export const keywordsOf = (item: XmlElement): readonly string[] =>
  distinct(childrenOf(childAt(item, 'contentMeta'), 'keyword').flatMap((keyword) => textIn(keyword) ?? []))
