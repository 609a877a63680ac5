import type { EditorialNote, Particulars, SourceParty, Subject } from '#incident'
import { htmlToText } from '../../markup/html-to-text.js'
import { safeHtml } from '../../markup/safe-html.js'
import type { XmlElement } from '../../xml/xml-element.js'
import { distinct } from '../distinct.js'
import { headlineTagsOf } from '../headline-tags.js'
import { levelOfUrgency } from '../level.js'
import { nonEmpty, present } from '../present.js'
import { urgencyIn } from '../urgency.js'
import { fieldOf, flagOf, listOf, markupOf } from './fields.js'

/** Ritzau's priority, which counts as the urgency of IPTC does. */
export const urgencyOf = (news: XmlElement, warnings: string[]): number | null =>
  urgencyIn('Priority', fieldOf(news, 'Priority'), warnings)

/** What else a piece of news says. Its strapline names a department and not the story, so it is no slug. */
export const particularsOf = (news: XmlElement, headline: string | undefined): Particulars => {
  const town = fieldOf(news, 'town')
  const content = markupOf(news, 'content')
  return present<Particulars>({
    chain: fieldOf(news, 'HistID'),
    pubStatus: flagOf(news, 'Annuleret') ? 'canceled' : 'usable',
    pubStatusRaw: fieldOf(news, 'Status'),
    priorityRaw: fieldOf(news, 'Priority'),
    level: flagOf(news, 'InfoFlash') ? 'flash' : levelOfUrgency(urgencyOf(news, [])),
    headlineTags: nonEmpty(headlineTagsOf(headline ?? null)),
    edNotes: nonEmpty(edNotesOf(news)),
    byline: fieldOf(news, 'byLine'),
    dateline: town === undefined ? undefined : { text: town, place: town },
    genres: nonEmpty([fieldOf(news, 'format')].flatMap((format) => format ?? [])),
    keywords: nonEmpty(distinct(keywordsOf(news))),
    subjects: nonEmpty(distinct(subjectsOf(news))),
    places: town === undefined ? undefined : [{ name: town, codes: [], role: 'dateline' }],
    sources: nonEmpty(sourcesOf(news)),
    html: content === '' ? undefined : safeHtml(content),
  })
}

const keywordsOf = (news: XmlElement): readonly string[] => {
  const strapline = (fieldOf(news, 'strapline') ?? '').split('/').map((word) => word.replace(/^[-\s]+|[-\s]+$/g, ''))
  return [...strapline.filter((word) => word !== ''), ...listOf(news, 'SubjectKeyword')]
}

const subjectsOf = (news: XmlElement): readonly Subject[] => {
  const section = fieldOf(news, 'section')
  return [
    ...(section === undefined
      ? []
      : [{ scheme: 'ritzau-section', code: fieldOf(news, 'sectionID') ?? null, name: section }]),
    ...listOf(news, 'IPTCList').map((code) => ({ scheme: 'IPTC', code, name: null })),
    ...listOf(news, 'ISIN').map((code) => ({ scheme: 'ISIN', code, name: null })),
  ]
}

// How to reach the writer is for editors, as is what stands under "to the newsroom".
const edNotesOf = (news: XmlElement): readonly EditorialNote[] => {
  const contact = [fieldOf(news, 'byLineEmail'), fieldOf(news, 'byLinePhone')].flatMap((way) => way ?? []).join(', ')
  return [
    { role: 'TilRedaktionen', public: false, text: htmlToText(markupOf(news, 'TilRedaktionen')) },
    { role: 'contact', public: false, text: contact },
  ].filter(({ text }) => text !== '')
}

const sourcesOf = (news: XmlElement): readonly SourceParty[] => {
  const origin = fieldOf(news, 'origin')?.replace(/^\/|\/$/g, '')
  const writer = fieldOf(news, 'byLine')
  return [
    ...(origin === undefined || origin === '' ? [] : [{ role: 'carrier' as const, name: origin, id: null }]),
    ...(writer === undefined ? [] : [{ role: 'author' as const, name: writer, id: null }]),
  ]
}
