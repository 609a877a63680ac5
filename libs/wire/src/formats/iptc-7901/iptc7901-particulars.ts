import type { EditorialNote, Level, Particulars } from '#incident'
import { readSlug, slugParticulars } from '../../slug/slug.js'
import { takeOf } from '../../slug/take.js'
import { datelineOf } from '../../teleprinter/dateline.js'
import { noteText } from '../../teleprinter/editorial.js'
import { embargoIn } from '../../teleprinter/embargo.js'
import { victimsOf, type NamedItem } from '../../teleprinter/named-items.js'
import { partiesOf } from '../../teleprinter/parties.js'
import { levelOfUrgency } from '../level.js'
import { iptc7901AgencyOf, messageNumberOf } from './identity.js'
import type { Iptc7901Message } from './message.js'

/** What a message says beside identity, action and words; `timeZone` (IANA) is of an embargo without a zone. */
export const iptc7901ParticularsOf = (
  message: Iptc7901Message,
  named: readonly NamedItem[],
  timeZone: string | null,
): Particulars => {
  const { header, trailer, body } = message
  const slug = readSlug(message.slug ?? '')
  const label = body.labels.map(takeOf).find((take) => take !== undefined)
  const level = levelOf(Number(header.priority))
  const dateline = body.paragraphs
    .slice(0, 3)
    .map(datelineOf)
    .find((found) => found !== undefined)
  const notes = notesOf(message)
  return {
    ...(trailer?.issued == null ? {} : { issued: trailer.issued }),
    timeTrust: trailer?.issued == null ? 'none' : trailer.isAssumed ? 'local-assumed' : 'minute',
    ...embargoIn(embargoLines(message), trailer?.issued ?? null, { timeZone, ofFormat: 'GMT' }),
    priorityRaw: header.priority,
    ...(level === undefined ? {} : { level }),
    ...slugParticulars(label === undefined ? slug : { ...slug, take: label }),
    messageNumber: messageNumberOf(message),
    ...(body.labels.length === 0 ? {} : { headlineTags: body.labels }),
    ...(notes.length === 0 ? {} : { edNotes: notes }),
    ...(body.bylines.length === 0 ? {} : { byline: body.bylines.join('; ') }),
    ...(dateline === undefined ? {} : { dateline: { text: dateline.text, place: dateline.place } }),
    subjects: [{ scheme: 'iptc7901-category', code: header.category, name: null }],
    ...(dateline?.place == null ? {} : { places: [{ name: dateline.place, codes: [], role: 'dateline' }] }),
    sources: partiesOf({ name: iptc7901AgencyOf(message), id: header.source }, dateline?.agency, body.bylines),
    ...(named.length === 0 ? {} : { namedVictims: victimsOf(named) }),
  }
}

// 9 is left to the provider, and on this wire it is for what is sent ahead.
const levelOf = (priority: number): Level | undefined => (priority === 9 ? 'advance' : levelOfUrgency(priority))

const notesOf = ({ body }: Iptc7901Message): readonly EditorialNote[] => [
  ...body.notes.map((text) => ({ role: 'eds', public: false, text: noteText(text) })),
  ...section('notebook', true, body.notebook),
  ...section('not-for-publication', false, body.secret),
]

const section = (role: string, isPublic: boolean, lines: readonly string[]): readonly EditorialNote[] =>
  lines.length === 0 ? [] : [{ role, public: isPublic, text: lines.map((line) => line.trim()).join('\n') }]

const embargoLines = ({ body }: Iptc7901Message): readonly string[] => [
  ...body.labels,
  body.headline ?? '',
  ...body.notes.map(noteText),
  ...body.paragraphs.slice(0, 3),
]
