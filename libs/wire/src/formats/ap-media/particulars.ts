import type { Level, Particulars, Place, SourceParty } from '#incident'
import { isList, isObject, member, type JsonObject } from '../../json/json-object.js'
import { firstText, namesOf, objectsOf, textOf } from '../../json/members.js'
import { safeHtml } from '../../markup/safe-html.js'
import { readSlug, slugParticulars } from '../../slug/slug.js'
import { headlineTagsOf } from '../headline-tags.js'
import { levelOfPriority, levelOfUrgency } from '../level.js'
import { placesOf, subjectsOf } from '../ninjs/parties.js'
import { isEmbargoed, timesOf } from '../ninjs/times.js'
import { nonEmpty, present } from '../present.js'
import { pubStatusOf } from '../pub-status.js'
import { isNewsContent } from './ap-signs.js'
import type { ApWords } from './words.js'

const text = (item: JsonObject, key: string): string | undefined => textOf(member(item, key))

/** What an item of AP says beside identity, action and words (AP's "Content metadata fields"). */
export const apParticularsOf = (
  item: JsonObject,
  said: ApWords & {
    readonly provider: string
    readonly urgency: number | null
    readonly timeZone: string | null
  },
  warnings: string[],
): Partial<Particulars> => {
  const pubStatusRaw = text(item, 'pubstatus')
  const ids = member(item, 'altids')
  return present<Particulars>({
    ...timesOf(item, said.timeZone, warnings),
    versionKey: isObject(ids) ? text(ids, 'etag') : undefined,
    messageNumber: isObject(ids) ? text(ids, 'transref') : undefined,
    pubStatus: pubStatusOf(pubStatusRaw, said.provider, isEmbargoed(item)),
    pubStatusRaw,
    publishable: isNewsContent(item) ? undefined : false,
    priorityRaw: text(item, 'editorialpriority') ?? text(item, 'urgency'),
    level: levelOf(item, said.urgency),
    ...slugParticulars(readSlug(slugOf(item))),
    headlineTags: nonEmpty(headlineTagsOf(said.headline)),
    edNotes: nonEmpty(
      ['ednote', 'description_editornotes'].flatMap((key) => {
        const note = text(item, key)
        return note === undefined ? [] : [{ role: key === 'ednote' ? null : key, public: false, text: note }]
      }),
    ),
    byline: bylineOf(item),
    dateline: datelineOf(item),
    genres: nonEmpty([...namesOf(member(item, 'profile')), ...fixtureOf(item)]),
    keywords: nonEmpty(namesOf(member(item, 'keywords'))),
    subjects: nonEmpty(subjectsOf(item)),
    places: nonEmpty([...datelinePlaceOf(item), ...placesOf(item)]),
    sources: nonEmpty(sourcesOf(item)),
    rights: rightsOf(item),
    html: said.html === undefined ? undefined : safeHtml(said.html),
    partial: /^partial$/i.test(text(item, 'representationtype') ?? '') ? true : undefined,
  })
}

const levelOf = (item: JsonObject, urgency: number | null): Level | undefined => {
  const level = levelOfPriority(text(item, 'editorialpriority')) ?? levelOfUrgency(urgency)
  const labels = ['slugline', 'headline', 'title'].map((key) => text(item, key) ?? '').join('\n')
  if (level === 'flash' || /\bAPFlash\b|^(?:BC-)?FLASH\b/m.test(labels)) return 'flash'
  return /\bAP ?News ?Alert\b/i.test(labels) ? 'alert' : level
}

// All alerts share this slug, whatever they are about: it must not tie them together.
const slugOf = (item: JsonObject): string => {
  const slug = text(item, 'slugline') ?? ''
  return /^(?:[A-Z]{2}-)?(?:AP ?)?News ?Alert$/i.test(slug) ? '' : slug
}

const bylinesOf = (item: JsonObject): readonly string[] =>
  objectsOf(member(item, 'bylines')).flatMap(({ value }) => firstText(value, ['by', 'name'])?.value ?? [])

const bylineOf = (item: JsonObject): string | undefined => {
  const given = bylinesOf(item)
  return given.length === 0 ? (text(item, 'byline') ?? text(item, 'by')) : given.join(', ')
}

const fixtureOf = (item: JsonObject): readonly string[] => {
  const fixture = member(item, 'fixture')
  return isObject(fixture) ? [text(fixture, 'name') ?? []].flat() : []
}

const datelineOf = (item: JsonObject): Particulars['dateline'] | undefined => {
  const [place] = datelinePlaceOf(item)
  const located = text(item, 'located') ?? place?.name ?? undefined
  return located === undefined ? undefined : { text: located, place: place?.name ?? located }
}

const datelinePlaceOf = (item: JsonObject): readonly Place[] => {
  const location = member(item, 'datelinelocation')
  if (!isObject(location)) return []
  const name = firstText(location, ['city', 'countryareaname', 'countryname'])?.value
  const codes = ['countryareacode', 'countrycode'].flatMap((key) => text(location, key) ?? [])
  return name === undefined ? [] : [{ name, codes, role: 'dateline' }]
}

// `infosource` says where an item comes from: AP itself, a member or a third party.
const sourcesOf = (item: JsonObject): readonly SourceParty[] => [
  ...namesOf(member(item, 'provider')).map((name): SourceParty => ({ role: 'carrier', name, id: null })),
  ...objectsOf(member(item, 'infosource')).flatMap(({ value }): readonly SourceParty[] => {
    const name = text(value, 'name') ?? text(value, 'type')
    return name === undefined ? [] : [{ role: 'originator', name, id: text(value, 'type') ?? null }]
  }),
  ...[...bylinesOf(item), ...photographerOf(item)].map((name): SourceParty => ({
    role: 'author',
    name: name.replace(/^By\s+/i, ''),
    id: null,
  })),
]

const photographerOf = (item: JsonObject): readonly string[] => {
  const photographer = member(item, 'photographer')
  return isObject(photographer) ? [text(photographer, 'name') ?? []].flat() : []
}

const rightsOf = (item: JsonObject): Particulars['rights'] | undefined => {
  const terms = member(item, 'usageterms')
  const usageTerms = (isList(terms) ? terms : [terms]).flatMap((term) => textOf(term) ?? []).join('\n')
  const notice = text(item, 'copyrightnotice') ?? null
  const holder = text(item, 'copyrightholder') ?? null
  if (usageTerms === '' && notice === null && holder === null) return undefined
  return { holder, notice, usageTerms: usageTerms === '' ? null : usageTerms }
}
