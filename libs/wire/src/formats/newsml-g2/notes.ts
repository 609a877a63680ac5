import type { EditorialNote } from '#incident'
import { maxListed } from '../../limits.js'
import { htmlToText } from '../../markup/html-to-text.js'
import { isNonPublic, publicMarkup } from '../../xml/public-markup.js'
import { attributeOf, childAt, childrenOf, textIn, type XmlElement } from '../../xml/xml-element.js'
import { distinct } from '../distinct.js'
import { localPart } from './concept.js'

/**
 * The notes to editors. One for some readers only (by a constraint on publication, its role, its own words, or because
 * it holds contacts) is not public; a note of which only a part is so becomes two.
 */
export const editorialNotesOf = (item: XmlElement, withheld: readonly string[]): readonly EditorialNote[] =>
  distinct([
    ...['itemMeta', 'contentMeta']
      .flatMap((part) => childrenOf(childAt(item, part), 'edNote'))
      .slice(0, maxListed)
      .flatMap(noteOf),
    ...withheld.map((text) => ({ role: null, public: false, text })),
  ])

const noteOf = (note: XmlElement): readonly EditorialNote[] => {
  const given = attributeOf(note, 'role', 'roleuri')
  const role = given === undefined ? null : localPart(given)
  const whole = textIn(note)
  if (whole === undefined) return []
  if (isNonPublic(note) || nonPublicRole.test(role ?? '')) return [{ role, public: false, text: whole }]
  const { markup, withheld } = publicMarkup(note)
  const text = htmlToText(markup)
  return [
    ...(text === '' ? [] : [{ role, public: !holdsContacts(text), text }]),
    ...withheld.map((part) => ({ role, public: false, text: part })),
  ]
}

const nonPublicRole = /non-?public|internal|contact|private|notforpublication/i

/** Whether a note holds an address or a telephone number: contacts are for editors only. */
export const holdsContacts = (text: string): boolean =>
  /[^\s@]{1,64}@[^\s@.]{1,64}\.[^\s@]{1,64}/.test(text) ||
  /(?:\+|\b00)\d[\d\s()/.-]{6,20}\d|\bT(?:el|elephone|\.):?\s?\(?\d/i.test(text)
