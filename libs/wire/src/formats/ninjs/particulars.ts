import type { EditorialNote, Particulars } from '#incident'
import { isList, isObject, member, type JsonObject } from '../../json/json-object.js'
import { firstOf, firstText, namesOf, textOf } from '../../json/members.js'
import { safeHtml } from '../../markup/safe-html.js'
import { headlineTagsOf } from '../headline-tags.js'
import { levelOfUrgency } from '../level.js'
import { nonEmpty, present } from '../present.js'
import { pubStatusOf } from '../pub-status.js'
import { readSlug, slugParticulars } from '../../slug/slug.js'
import { genresOf, placesOf, sourcesOf, subjectsOf } from './parties.js'
import { isEmbargoed, timesOf } from './times.js'
import { htmlOf } from './words.js'

const text = (item: JsonObject, ...keys: readonly string[]): string | undefined => firstText(item, keys)?.value

/** What an item says beside identity, action and words, in the names of any branch (newsroom-wires.md §1.8). */
export const particularsOf = (
  item: JsonObject,
  said: {
    readonly provider: string
    readonly headline: string | null
    readonly urgency: number | null
    readonly timeZone: string | null
  },
  warnings: string[],
): Partial<Particulars> => {
  const pubStatusRaw = text(item, 'pubStatus', 'pubstatus')
  const html = htmlOf(item)
  const located = text(item, 'located')
  return present<Particulars>({
    ...timesOf(item, said.timeZone, warnings),
    // The branches agree that an item without a status is usable.
    pubStatus: pubStatusOf(pubStatusRaw, said.provider, isEmbargoed(item)),
    pubStatusRaw,
    priorityRaw: text(item, 'priority', 'urgency'),
    level: levelOfUrgency(said.urgency),
    ...slugParticulars(readSlug(text(item, 'slugline') ?? '')),
    headlineTags: nonEmpty(headlineTagsOf(said.headline)),
    edNotes: nonEmpty(edNotesOf(item)),
    byline: text(item, 'by', 'byline'),
    dateline: located === undefined ? undefined : { text: located, place: located },
    genres: nonEmpty(genresOf(item)),
    keywords: nonEmpty(namesOf(member(item, 'keywords') ?? member(item, 'keyword'))),
    subjects: nonEmpty(subjectsOf(item)),
    places: nonEmpty(placesOf(item)),
    sources: nonEmpty(sourcesOf(item)),
    rights: rightsOf(item),
    html: html === undefined ? undefined : safeHtml(html),
    partial: /^(?:incomplete|partial|associated)$/i.test(text(item, 'representationType', 'representationtype') ?? '')
      ? true
      : undefined,
  })
}

// IPTC's schemas call it a note for the staff of who receives it, not to be published.
const edNotesOf = (item: JsonObject): readonly EditorialNote[] => {
  const given = firstOf(item, ['edNotes', 'ednotes', 'edNote', 'ednote'])?.value
  return (isList(given) ? given : [given]).flatMap((note) => {
    const words = textOf(isObject(note) ? member(note, 'value') : note)
    const role = isObject(note) ? (textOf(member(note, 'role')) ?? null) : null
    return words === undefined ? [] : [{ role, public: false, text: words }]
  })
}

const rightsOf = (item: JsonObject): Particulars['rights'] | undefined => {
  const holder = text(item, 'copyrightHolder', 'copyrightholder') ?? null
  const notice = text(item, 'copyrightNotice', 'copyrightnotice') ?? null
  const usageTerms = text(item, 'usageTerms', 'usageterms') ?? null
  return holder === null && notice === null && usageTerms === null ? undefined : { holder, notice, usageTerms }
}
