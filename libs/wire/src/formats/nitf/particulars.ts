import type { EditorialNote, Particulars, Place, SourceParty, Subject } from '#incident'
import {
  attributeOf,
  childAt,
  childrenOf,
  descendantsOf,
  textAt,
  textIn,
  type XmlElement,
} from '../../xml/xml-element.js'
import { hopsOf } from './identity.js'
import type { NitfParts } from './parts.js'
import { isEditorsNote } from './words.js'

/** Notes to editors: `ed-msg` is never for publication, a `note` says whether it is, a correction tells what it was. */
export const edNotesOf = (parts: NitfParts, withheld: readonly string[]): readonly EditorialNote[] => {
  const { docdata, bodyHead, bodyContent, bodyEnd } = parts
  const noteOf = (role: string, isPublic: boolean, text: string | undefined): readonly EditorialNote[] =>
    text === undefined ? [] : [{ role, public: isPublic, text }]
  // A note inside the body that may be published is part of its text.
  const inBody = descendantsOf(bodyContent, 'note').filter(isEditorsNote)
  return [
    ...childrenOf(docdata, 'ed-msg').flatMap((message) =>
      noteOf(attributeOf(message, 'msg-type') ?? 'ed-msg', false, attributeOf(message, 'info') ?? textIn(message)),
    ),
    ...noteOf('correction', true, attributeOf(childAt(docdata, 'correction'), 'info')),
    ...[...childrenOf(bodyHead, 'note'), ...inBody, ...childrenOf(bodyEnd, 'note')].flatMap((note) =>
      noteOf(attributeOf(note, 'noteclass') ?? 'note', !isEditorsNote(note), textIn(note)),
    ),
    ...withheld.flatMap((text) => noteOf('not for publication', false, text)),
  ]
}

/** Subjects of the topic object, each by its finest name; a code with a prefix names its own scheme. */
export const subjectsOf = ({ head }: NitfParts): readonly Subject[] =>
  childrenOf(childAt(head, 'tobject'), 'tobject.subject').flatMap((subject): Subject[] => {
    const given = attributeOf(subject, 'tobject.subject.refnum')
    const code = attributeOf(subject, 'tobject.subject.code')
    const name =
      attributeOf(subject, 'tobject.subject.detail', 'tobject.subject.matter', 'tobject.subject.type') ?? null
    const [, prefix, local] = /^([A-Za-z][A-Za-z0-9]{0,31}):(.+)$/.exec(given ?? '') ?? []
    if (given === undefined && code === undefined && name === null) return []
    const scheme = prefix ?? attributeOf(subject, 'tobject.subject.ipr') ?? 'IPTC'
    return [{ scheme, code: local ?? given ?? code ?? null, name }]
  })

/** Kinds of text: News, Current, Advisory. */
export const genresOf = ({ head }: NitfParts): readonly string[] => {
  const topic = childAt(head, 'tobject')
  const properties = childrenOf(topic, 'tobject.property').map((property) =>
    attributeOf(property, 'tobject.property.type'),
  )
  return [...new Set([attributeOf(topic, 'tobject.type'), ...properties].flatMap((genre) => genre ?? []))]
}

const locationParts = ['city', 'sublocation', 'county-dist', 'state', 'state-prov', 'region', 'country', 'world-region']
const codeAttributes = ['iso-cc', 'city-code', 'county-dist-code', 'state-code', 'region-code', 'location-code', 'id']

/** Places of the event, and where the dateline says that it was written. */
export const placesOf = ({ head, docdata, bodyHead }: NitfParts): readonly Place[] => {
  const dateline = childAt(bodyHead, 'dateline')
  const location = childAt(dateline, 'location')
  const named = childrenOf(childAt(docdata, 'identified-content'), 'location')
  return [
    ...(dateline === undefined ? [] : placeOf(location ?? dateline, 'dateline')),
    ...childrenOf(docdata, 'evloc').flatMap((place) => placeOf(place, 'event')),
    ...named.flatMap((place) => placeOf(place, 'event')),
    ...childrenOf(head, 'evloc').flatMap((place) => placeOf(place, 'event')),
  ]
}

const placeOf = (element: XmlElement, role: 'dateline' | 'event'): readonly Place[] => {
  const byPart = locationParts.flatMap((part) => textAt(element, part) ?? attributeOf(element, part) ?? [])
  const name = byPart[0] ?? datelinePlace(textIn(element)) ?? null
  const coded = [element, ...childrenOf(element)]
  const codes = coded.flatMap((part) => codeAttributes.flatMap((attribute) => attributeOf(part, attribute) ?? []))
  return name === null && codes.length === 0 ? [] : [{ name, codes, role }]
}

// `LONDON, Oct 14 (Agency)`: the place stands before the first comma or bracket.
const datelinePlace = (text: string | undefined): string | undefined => {
  const place = text?.split(/[,(–—]/, 1)[0]?.trim()
  return place === '' ? undefined : place
}

/** The dateline as it stands, and the place in it. */
export const datelineOf = ({ bodyHead }: NitfParts): Particulars['dateline'] => {
  const dateline = childAt(bodyHead, 'dateline')
  const text = textIn(dateline)
  if (text === undefined) return undefined
  const location = childAt(dateline, 'location')
  return { text, place: textAt(location, 'city') ?? textIn(location) ?? datelinePlace(text) ?? null }
}

/** Who carries the document, where it began, and who wrote it. */
export const sourcesOf = ({ head, docdata, bodyHead }: NitfParts): readonly SourceParty[] => {
  const party = (role: SourceParty['role'], name: string | undefined, id?: string): readonly SourceParty[] =>
    name === undefined ? [] : [{ role, name, id: id ?? null }]
  const hops = hopsOf(docdata).flatMap((hop, index) =>
    party(index === 0 ? 'originator' : 'carrier', attributeOf(hop, 'src-name')),
  )
  const bylines = childrenOf(bodyHead, 'byline').flatMap((byline) => childrenOf(byline, 'person'))
  const writers = childrenOf(head, 'revision-history').filter(
    (step) => attributeOf(step, 'function') === 'writer-author',
  )
  return [
    ...party('carrier', textAt(bodyHead, 'distributor')),
    ...hops,
    ...bylines.flatMap((person) => party('author', textIn(person), attributeOf(person, 'value'))),
    ...writers.flatMap((step) => party('author', attributeOf(step, 'name'))),
  ]
}

/** Who owns the text and what may be done with it. */
export const rightsOf = ({ docdata, bodyHead }: NitfParts): Particulars['rights'] => {
  const rights = childAt(docdata, 'doc.rights')
  const holder =
    attributeOf(childAt(docdata, 'doc.copyright'), 'holder') ??
    attributeOf(rights, 'owner') ??
    textAt(bodyHead, 'rights', 'rights.owner')
  const notice = textAt(bodyHead, 'rights')
  const usage = ['type', 'limitations'].flatMap((name) => attributeOf(rights, name) ?? [])
  if (holder === undefined && notice === undefined && usage.length === 0) return undefined
  return { holder: holder ?? null, notice: notice ?? null, usageTerms: usage.length === 0 ? null : usage.join(' ') }
}
