import type { NamedVictim } from '#incident'
import { classify } from '../../action/classify.js'
import { noSigns, openingOf, type Sign, type Signs } from '../../action/signs.js'
import { readSlug, slugParticulars } from '../../slug/slug.js'
import type { Hints, WireUpdate } from '../../wire-update.js'
import {
  attributeOf,
  childAt,
  childrenOf,
  descendantsOf,
  textAt,
  textIn,
  type XmlElement,
} from '../../xml/xml-element.js'
import { isAlertShaped, levelOfKinds } from '../alert-level.js'
import { documentWins } from '../document-wins.js'
import { languageOf } from '../language.js'
import { urgencyIn } from '../urgency.js'
import { headlineTagsOf } from '../headline-tags.js'
import { levelOfUrgency } from '../level.js'
import { placeIn } from '../newsml-g2/about.js'
import { isKillInWords, namedInWords } from '../named-in-words.js'
import { nonEmpty, present } from '../present.js'
import { pubStatusOf, withholdsUntilLater } from '../pub-status.js'
import type { Body } from '../xml-body.js'
import { identityProblem, type XmlItem } from '../xml-items.js'
import { editorialNotesOf, genresOf, keywordsOf, placesOf, rightsOf, sourcesOf, subjectsOf } from './about.js'
import { componentsOf, storyComponents, type Component } from './components.js'
import { itemOf, providerOf, revisionOf, timesOf, versionOf, type ItemTimes } from './identity.js'
import { relationsOf } from './relations.js'
import { bodyOf, headingOf, lineOf } from './words.js'

/** One news item as a wire update. What cannot be used becomes a warning; only an unusable identity is a problem. */
export const decodeItem = (newsItem: XmlElement, envelope: XmlElement | undefined, hints: Hints): XmlItem => {
  const warnings: string[] = []
  const at = `line ${newsItem.line}`
  const components = componentsOf(newsItem)
  const story = storyComponents(components)
  const item = documentWins('wire-item', itemOf(newsItem), hints.item, warnings)
  const version = versionOf(newsItem, hints, warnings)
  const headline = lineOf(story, 'HeadLine') ?? headingOf(components) ?? inBodyHead(newsItem, 'hl1')
  const body = bodyOf(components)
  const problem = identityProblem(at, item, version, headline !== undefined || body !== undefined)
  if (problem !== undefined) return { problem }
  const provider = providerOf(newsItem, envelope, components, hints)
  const slug = lineOf(story, 'SlugLine') ?? textAt(newsItem, 'Identification', 'NameLabel') ?? null
  const signs = signsOf({ newsItem, story, provider, headline, slug, body, version })
  const { action, evidence } = classify(signs)
  const named = isKillInWords(evidence.action) ? namedInWords(wordsOf(signs)) : []
  if (action !== 'kill' && headline === undefined && body === undefined)
    warnings.push('says nothing: no headline or body')
  const urgency = urgencyOf(newsItem, warnings)
  const times = timesOf(newsItem, envelope, hints, warnings)
  const update: WireUpdate = {
    format: 'newsml-1.2',
    provider,
    item,
    version,
    action,
    saidAt: times.saidAt,
    headline: headline ?? null,
    text: body?.text ?? null,
    language: languageIn(newsItem, components, hints, warnings),
    slug,
    urgency,
    incident: hints.incident,
    relations: relationsOf(newsItem, provider, item, warnings),
    claims: null,
    withdraws: [],
    particulars: {},
    evidence,
  }
  const particulars = particularsOf({ newsItem, envelope, story, components, times, update, body, named })
  return { at, update: { ...update, particulars }, warnings }
}

const management = (newsItem: XmlElement, name: string): readonly string[] =>
  childrenOf(childAt(newsItem, 'NewsManagement'), name).flatMap((element) => attributeOf(element, 'FormalName') ?? [])

type Said = {
  readonly newsItem: XmlElement
  readonly story: readonly Component[]
  readonly provider: string
  readonly headline: string | undefined
  readonly slug: string | null
  readonly body: Body | undefined
  readonly version: string
}

const signsOf = ({ newsItem, story, provider, headline, slug, body, version }: Said): Signs => {
  const signs = (field: string, values: readonly string[]): readonly Sign[] => values.map((value) => ({ field, value }))
  const genres = signs('DescriptiveMetadata/Genre', genresOf(story))
  const status = management(newsItem, 'Status').filter(
    (value) => !/withheld/i.test(value) || !withholdsUntilLater(provider),
  )
  return {
    ...noSigns,
    status: signs('NewsManagement/Status', status),
    signals: [...signs('NewsManagement/Instruction', management(newsItem, 'Instruction')), ...genres],
    headline: signs('NewsLines/HeadLine', headline === undefined ? [] : [headline]),
    slug: signs('NewsLines/SlugLine', slug === null ? [] : [slug]),
    edNotes: signs(
      'NewsLines/NewsLine',
      editorialNotesOf(story, []).map(({ text }) => text),
    ),
    opening: openingOf(body?.text ?? null, 'ContentItem/DataContent'),
    version: signs('NewsIdentifier/RevisionId', [version]),
    kind: [...signs('NewsManagement/NewsItemType', management(newsItem, 'NewsItemType')), ...genres],
  }
}

const wordsOf = ({ headline, edNotes, opening }: Signs): readonly string[] =>
  [...headline, ...edNotes, ...opening].map(({ value }) => value)

type Read = {
  readonly newsItem: XmlElement
  readonly envelope: XmlElement | undefined
  readonly story: readonly Component[]
  readonly components: readonly Component[]
  readonly times: ItemTimes
  readonly update: WireUpdate
  readonly body: Body | undefined
  readonly named: readonly NamedVictim[]
}

const particularsOf = ({
  newsItem,
  envelope,
  story,
  components,
  times,
  update,
  body,
  named,
}: Read): WireUpdate['particulars'] => {
  const status = management(newsItem, 'Status')[0]
  const change = times.statusChange
  const isEmbargoed = /embargoed/i.test(status ?? '')
  const priority = attributeOf(childAt(envelope, 'Priority'), 'FormalName')
  const places = placesOf(story)
  const dateline = lineOf(story, 'DateLine') ?? inBodyHead(newsItem, 'dateline')
  const ranked = update.urgency ?? (priority !== undefined && /^[1-9]$/.test(priority) ? Number(priority) : null)
  return {
    ...present<WireUpdate['particulars']>({
      firstCreated: times.firstCreated,
      versionCreated: times.versionCreated,
      sent: times.sent,
      timeTrust: times.timeTrust,
      embargoedUntil: isEmbargoed ? change?.at : undefined,
      expires: /cancell?ed/i.test(change?.status ?? '') ? change?.at : undefined,
      pubStatus: pubStatusOf(status, update.provider, isEmbargoed),
      pubStatusRaw: status,
      priorityRaw: management(newsItem, 'Urgency')[0] ?? priority,
      level:
        levelOfKinds([...management(newsItem, 'NewsItemType'), ...genresOf(story)]) ??
        (isAlertShaped(update.headline, update.text) ? 'alert' : levelOfUrgency(ranked)),
      headlineTags: nonEmpty(headlineTagsOf(update.headline)),
      edNotes: nonEmpty(editorialNotesOf(components, body?.withheld ?? [])),
      byline: lineOf(story, 'ByLine') ?? inBodyHead(newsItem, 'byline'),
      dateline: dateline === undefined ? undefined : { text: dateline, place: datelinePlace(dateline, places) },
      genres: nonEmpty(genresOf(story)),
      keywords: nonEmpty(keywordsOf(story)),
      subjects: nonEmpty(subjectsOf(story)),
      places: nonEmpty(places),
      sources: nonEmpty(sourcesOf(story, envelope)),
      rights: rightsOf(story),
      html: body?.html,
      namedVictims: nonEmpty(named),
      partial: revisionOf(newsItem).isPartial && update.action !== 'kill' ? true : undefined,
    }),
    ...(update.slug === null ? {} : slugParticulars(readSlug(update.slug))),
  }
}

// What the metadata lack may stand in the head of an NITF body.
const inBodyHead = (newsItem: XmlElement, name: string): string | undefined =>
  textIn(descendantsOf(descendantsOf(newsItem, 'body.head')[0], name)[0])

const datelinePlace = (dateline: string, places: ReturnType<typeof placesOf>): string | null =>
  places.find(({ role, name }) => role === 'dateline' && name !== null && dateline.includes(name))?.name ??
  placeIn(dateline)

const languageIn = (
  newsItem: XmlElement,
  components: readonly Component[],
  hints: Hints,
  warnings: string[],
): string | null => {
  const given = components.find(({ language }) => language !== null)?.language ?? attributeOf(newsItem, 'xml:lang')
  return languageOf(given, hints, warnings)
}

const urgencyOf = (newsItem: XmlElement, warnings: string[]): number | null => {
  const given = management(newsItem, 'Urgency')[0] ?? textAt(newsItem, 'NewsManagement', 'Urgency')
  return urgencyIn('urgency', given, warnings)
}
