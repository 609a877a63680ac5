import type { EditorialNote, Particulars, SourceParty } from '#incident'
import { readSlug, slugParticulars } from '../../slug/slug.js'
import { takeOf } from '../../slug/take.js'
import { datelineOf } from '../../teleprinter/dateline.js'
import { noteText } from '../../teleprinter/editorial.js'
import { embargoOf } from '../../teleprinter/embargo.js'
import { levelOf } from '../../teleprinter/level.js'
import { victimsOf, type NamedItem } from '../../teleprinter/named-items.js'
import { iptc7901AgencyOf, messageNumberOf } from './identity.js'
import type { Iptc7901Message } from './message.js'

/** What a message says beside identity, action and words. */
export const iptc7901ParticularsOf = (message: Iptc7901Message, named: readonly NamedItem[]): Particulars => {
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
    ...embargoParticulars(message),
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
    sources: sourcesOf(message, dateline?.agency),
    ...(named.length === 0 ? {} : { namedVictims: victimsOf(named) }),
  }
}

const notesOf = ({ body }: Iptc7901Message): readonly EditorialNote[] => [
  ...body.notes.map((text) => ({ role: 'eds', public: false, text: noteText(text) })),
  ...section('notebook', true, body.notebook),
  ...section('not-for-publication', false, body.secret),
]

const section = (role: string, isPublic: boolean, lines: readonly string[]): readonly EditorialNote[] =>
  lines.length === 0 ? [] : [{ role, public: isPublic, text: lines.map((line) => line.trim()).join('\n') }]

const embargoParticulars = ({
  body,
  trailer,
}: Iptc7901Message): Pick<Particulars, 'embargoedUntil' | 'pubStatus' | 'pubStatusRaw'> => {
  for (const line of [
    ...body.labels,
    body.headline ?? '',
    ...body.notes.map(noteText),
    ...body.paragraphs.slice(0, 3),
  ]) {
    const embargo = embargoOf(line, trailer?.issued ?? null, 'GMT')
    if (embargo === undefined) continue
    return {
      ...(embargo.until === null ? {} : { embargoedUntil: embargo.until }),
      pubStatus: 'embargoed',
      pubStatusRaw: embargo.label,
    }
  }
  return {}
}

const sourcesOf = (message: Iptc7901Message, dateline: string | undefined): readonly SourceParty[] => {
  const carrier = iptc7901AgencyOf(message)
  const parties: SourceParty[] = [{ role: 'carrier', name: carrier, id: message.header.source }]
  if (dateline !== undefined && dateline !== carrier) parties.push({ role: 'originator', name: dateline, id: null })
  return [...parties, ...message.body.bylines.map((name) => ({ role: 'author' as const, name, id: null }))]
}
