import type { EditorialNote, Particulars, SourceParty, Subject } from '#incident'
import { isoTimeOf } from '../../times/iso-time.js'
import { childrenOf, textAt, textIn, type XmlElement } from '../../xml/xml-element.js'
import { distinct } from '../distinct.js'
import { levelOfUrgency } from '../level.js'
import { nonEmpty, present } from '../present.js'
import { isEventEnded } from './ending.js'
import type { FoundAlert } from './find-alerts.js'
import { eventNamesOf } from './identity.js'
import { namedValuesOf } from './named-values.js'
import { isActual } from './signs.js'
import { placesOf } from './places.js'
import { priorityOf, urgencyOf } from './urgency.js'

/** What else an alert says. The chosen block speaks for it; areas are those of all blocks. `timeZone` (IANA) is of times without an offset. */
export const particularsOf = (
  found: FoundAlert,
  chosen: XmlElement | undefined,
  text: string | undefined,
  timeZone: string | null,
  warnings: string[],
): Particulars => {
  const { alert } = found
  const sent = isoTimeOf(textAt(alert, 'sent') ?? '', timeZone)
  const isReal = isActual(found)
  const isCanceled = isReal && /^cancel/i.test(textAt(alert, 'msgType') ?? '')
  return present<Particulars>({
    sent: sent?.at,
    timeTrust: sent?.trust,
    expires: childrenOf(alert, 'info')
      .flatMap((block) => isoTimeOf(textAt(block, 'expires') ?? '', timeZone)?.at ?? [])
      .sort()
      .at(-1),
    pubStatus: isCanceled ? 'canceled' : undefined,
    pubStatusRaw: textAt(alert, 'status'),
    publishable: isForAll(found) ? undefined : false,
    priorityRaw: priorityOf(chosen),
    level: levelOfUrgency(urgencyOf(chosen)),
    edNotes: nonEmpty(edNotesOf(alert, chosen)),
    genres: nonEmpty(unique(childrenOf(chosen, 'responseType'))),
    subjects: nonEmpty(distinct(subjectsOf(chosen))),
    places: nonEmpty(placesOf(alert, chosen, warnings)),
    sources: nonEmpty(sourcesOf(alert, chosen)),
    html: htmlOf(text, textAt(chosen, 'web')),
    eventNames: nonEmpty(eventNamesOf(alert)),
    eventEnded: isReal && isEventEnded(alert, timeZone) ? true : undefined,
  })
}

const unique = (elements: readonly XmlElement[]): readonly string[] =>
  distinct(elements.flatMap((element) => textIn(element) ?? []))

// Restricted and private messages are for those they are addressed to, and so is what is classified.
const isForAll = ({ alert, confidentiality }: FoundAlert): boolean =>
  /^public$/i.test(textAt(alert, 'scope') ?? 'public') && /^unclassified/i.test(confidentiality ?? 'unclassified')

const edNotesOf = (alert: XmlElement, chosen: XmlElement | undefined): readonly EditorialNote[] => {
  const note = (role: string, isPublic: boolean, text: string | undefined): readonly EditorialNote[] =>
    text === undefined ? [] : [{ role, public: isPublic, text }]
  return [
    ...note('note', true, textAt(alert, 'note')),
    ...note('restriction', false, textAt(alert, 'restriction')),
    ...note('addresses', false, textAt(alert, 'addresses')),
    ...note('contact', false, textAt(chosen, 'contact')),
  ]
}

const subjectsOf = (chosen: XmlElement | undefined): readonly Subject[] => {
  const event = textAt(chosen, 'event')
  return [
    ...unique(childrenOf(chosen, 'category')).map((code) => ({ scheme: 'cap-category', code, name: null })),
    ...(event === undefined ? [] : [{ scheme: 'cap-event', code: null, name: event }]),
    ...namedValuesOf(chosen, 'eventCode').map(({ name, value }) => ({ scheme: name, code: value, name: null })),
  ]
}

const sourcesOf = (alert: XmlElement, chosen: XmlElement | undefined): readonly SourceParty[] => {
  const sender = textAt(alert, 'sender')
  const name = textAt(chosen, 'senderName') ?? sender
  const source = textAt(alert, 'source')
  return [
    ...(name === undefined ? [] : [{ role: 'originator' as const, name, id: sender ?? null }]),
    ...(source === undefined ? [] : [{ role: 'cited' as const, name: source, id: null }]),
  ]
}

// Nothing of the alert becomes a tag or an attribute but the address of a link, so that this needs no cleaning.
const htmlOf = (text: string | undefined, web: string | undefined): string | undefined => {
  const paragraphs = (text ?? '').split(/\n{2,}/).filter((words) => words !== '')
  const link =
    web !== undefined && /^https?:\/\//i.test(web) ? `<p><a href="${escaped(web)}">${escaped(web)}</a></p>` : ''
  const html = paragraphs.map((words) => `<p>${escaped(words).replaceAll('\n', '<br />')}</p>`).join('') + link
  return html === '' ? undefined : html
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
