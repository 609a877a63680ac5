import type { EditorialNote, Level, Particulars } from '#incident'
import { readSlug, slugParticulars } from '../../slug/slug.js'
import { takeOf } from '../../slug/take.js'
import { datelineOf } from '../../teleprinter/dateline.js'
import { noteText } from '../../teleprinter/editorial.js'
import { embargoIn } from '../../teleprinter/embargo.js'
import { victimsOf, type NamedItem } from '../../teleprinter/named-items.js'
import { partiesOf } from '../../teleprinter/parties.js'
import { anpaAgencyOf } from './identity.js'
import type { AnpaMessage } from './message.js'

// AP's: flash, bulletin, urgent, regular, deferred, and advances for a weekend, a weekday and a Sunday.
const priorities: readonly (readonly [letter: string, level: Level])[] = [
  ['f', 'flash'], ['b', 'alert'], ['u', 'urgent'], ['r', 'routine'], ['d', 'deferred'], ['w', 'advance'], ['a', 'advance'], ['s', 'advance'],
] // prettier-ignore

/** The IPTC urgency of a priority letter; null for a letter that the format does not know. */
export const urgencyOfPriority = (priority: string): number | null => {
  const index = priorities.findIndex(([letter]) => letter === priority.toLowerCase())
  return index === -1 ? null : index + 1
}

/** What a message says beside identity, action and words; `timeZone` (IANA) is of an embargo without a zone. */
export const anpaParticularsOf = (
  message: AnpaMessage,
  named: readonly NamedItem[],
  timeZone: string | null,
): Particulars => {
  const { header, trailer, headings, paragraphs } = message
  const slug = readSlug(slugOf(message) ?? '')
  const label = headings.labels.map(takeOf).find((take) => take !== undefined)
  const level = priorities.find(([letter]) => letter === header.priority.toLowerCase())?.[1]
  const dateline = paragraphs
    .slice(0, 5)
    .map(datelineOf)
    .find((found) => found !== undefined)
  const notes = notesOf(message)
  const { bylines, keywords } = headings
  const carrier = anpaAgencyOf(message)
  return {
    ...(trailer?.issued == null ? {} : { issued: trailer.issued }),
    timeTrust: trailer?.issued == null ? 'none' : trailer.isAssumed ? 'local-assumed' : 'minute',
    ...embargoIn(headings.notes, trailer?.issued ?? null, { timeZone, ofFormat: 'ET' }),
    priorityRaw: header.priority,
    ...(level === undefined ? {} : { level }),
    ...slugParticulars(slug.take === null && label !== undefined ? { ...slug, take: label } : slug),
    messageNumber: header.number,
    ...(headings.labels.length === 0 ? {} : { headlineTags: headings.labels }),
    ...(notes.length === 0 ? {} : { edNotes: notes }),
    ...(bylines.length === 0 ? {} : { byline: bylines.join('; ') }),
    ...(dateline === undefined ? {} : { dateline: { text: dateline.text, place: dateline.place } }),
    ...(keywords.length === 0 ? {} : { keywords }),
    subjects: [{ scheme: 'anpa-category', code: header.category, name: null }],
    ...(dateline?.place == null ? {} : { places: [{ name: dateline.place, codes: [], role: 'dateline' }] }),
    sources: partiesOf(carrier === null ? null : { name: carrier, id: null }, dateline?.agency, bylines),
    ...(named.length === 0 ? {} : { namedVictims: victimsOf(named) }),
  }
}

/** The slug of the text, which is whole, else the one of the header, which may be cut. */
export const slugOf = ({ header, headings }: AnpaMessage): string | null =>
  headings.slug ?? (header.keywords === '' ? null : header.keywords)

const notesOf = ({ headings, notes }: AnpaMessage): readonly EditorialNote[] => [
  ...[...headings.notes, ...notes].map((text) => ({ role: 'eds', public: false, text: noteText(text) })),
  ...headings.media.map((text) => ({ role: 'media', public: false, text })),
]
