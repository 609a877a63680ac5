import type { Level, NamedVictim } from '#incident'
import { classify } from '../../action/classify.js'
import type { Signs } from '../../action/signs.js'
import { readSlug, slugParticulars } from '../../slug/slug.js'
import type { Hints, WireUpdate } from '../../wire-update.js'
import { attributeOf, childAt, textAt, type XmlElement } from '../../xml/xml-element.js'
import { isAlertShaped, levelOfKinds } from '../alert-level.js'
import { documentWins } from '../document-wins.js'
import { languageOf } from '../language.js'
import { urgencyIn } from '../urgency.js'
import { headlineTagsOf } from '../headline-tags.js'
import { levelOfUrgency } from '../level.js'
import { isKillInWords, namedInWords } from '../named-in-words.js'
import { nonEmpty, present } from '../present.js'
import { pubStatusOf } from '../pub-status.js'
import { identityProblem, type XmlItem } from '../xml-items.js'
import { bylineOf, datelineOf, genresOf, keywordsOf, placesOf, rightsOf, sourcesOf, subjectsOf } from './about.js'
import { kindNamesOf, signsOf, statusOf } from './g2-signs.js'
import { itemOf, providerOf, timesOf, versionOf, type ItemTimes, type MessageHeader } from './identity.js'
import { relationsOf } from './links.js'
import { editorialNotesOf } from './notes.js'
import { bodyOf, headlineOf, type BodyWords, type Words } from './words.js'

/** One item as a wire update. What cannot be used becomes a warning; only an unusable identity is a problem. */
export const decodeItem = (element: XmlElement, header: MessageHeader, hints: Hints): XmlItem => {
  const warnings: string[] = []
  const at = `line ${element.line}`
  const item = documentWins('wire-item', itemOf(element, header), hints.item, warnings)
  const version = versionOf(element, hints, warnings)
  const language = languageIn(element, hints, warnings)
  const headline = headlineOf(element, language)
  const given = bodyOf(element, language)
  const problem = identityProblem(at, item, version, headline !== undefined || given !== undefined)
  if (problem !== undefined) return { problem }
  const provider = providerOf(element, header, hints)
  const signs = signsOf(element, provider, headline, given, version)
  const { action, evidence } = classify(signs)
  const named = isKillInWords(evidence.action) ? namedInWords(wordsOf(signs)) : []
  // What describes a text that was taken away is no news any more.
  const body = action === 'kill' && given?.field === 'contentMeta/description' ? undefined : given
  if (action !== 'kill' && headline === undefined && body === undefined)
    warnings.push('says nothing: no headline, body or description')
  const times = timesOf(element, header, hints, warnings)
  const slug = textAt(element, 'contentMeta', 'slugline') ?? null
  const urgency = urgencyIn('urgency', textAt(element, 'contentMeta', 'urgency'), warnings)
  const update: WireUpdate = {
    format: 'newsml-g2',
    provider,
    item,
    version,
    action,
    saidAt: times.saidAt,
    headline: headline?.text ?? null,
    text: body?.text ?? null,
    language,
    slug,
    urgency,
    incident: hints.incident,
    relations: relationsOf(element, provider, warnings),
    claims: null,
    withdraws: [],
    particulars: particularsOf({ element, header, provider, headline, body, times, language, slug, urgency, named }),
    evidence: {
      ...evidence,
      ...(headline === undefined ? {} : { headline: headline.field }),
      ...(body === undefined ? {} : { text: body.field }),
    },
  }
  return { at, update, warnings }
}

const wordsOf = ({ headline, edNotes, opening }: Signs): readonly string[] =>
  [...headline, ...edNotes, ...opening].map(({ value }) => value)

type Read = {
  readonly element: XmlElement
  readonly header: MessageHeader
  readonly provider: string
  readonly headline: Words | undefined
  readonly body: BodyWords | undefined
  readonly times: ItemTimes
  readonly language: string | null
  readonly slug: string | null
  readonly urgency: number | null
  readonly named: readonly NamedVictim[]
}

const particularsOf = ({ element, header, provider, headline, body, times, language, slug, urgency, named }: Read) => {
  const places = placesOf(element, language)
  const status = statusOf(element)
  const { embargoedUntil, saidAt } = times
  // An embargo that had ended when the version was made holds nothing back.
  const isEmbargoed = embargoedUntil !== undefined && (saidAt === null || embargoedUntil > saidAt)
  const priority = header.priority !== undefined && /^[1-9]$/.test(header.priority) ? Number(header.priority) : null
  return {
    ...present<WireUpdate['particulars']>({
      chain: chainOf(attributeOf(element, 'guid')),
      firstCreated: times.firstCreated,
      versionCreated: times.versionCreated,
      sent: times.sent,
      timeTrust: times.timeTrust,
      embargoedUntil,
      pubStatus: pubStatusOf(status, provider, isEmbargoed),
      pubStatusRaw: status,
      priorityRaw: textAt(element, 'contentMeta', 'urgency') ?? header.priority,
      level: levelOf(element, levelOfUrgency(urgency ?? priority), headline?.text ?? null, body?.text ?? null),
      headlineTags: nonEmpty(headlineTagsOf(headline?.text ?? null)),
      edNotes: nonEmpty(editorialNotesOf(element, body?.withheld ?? [])),
      byline: bylineOf(element),
      dateline: datelineOf(element, places),
      genres: nonEmpty(genresOf(element, language)),
      keywords: nonEmpty(keywordsOf(element)),
      subjects: nonEmpty(subjectsOf(element, language)),
      places: nonEmpty(places),
      sources: nonEmpty(sourcesOf(element, header.sender, language)),
      rights: rightsOf(element, language),
      html: body?.html,
      namedVictims: nonEmpty(named),
    }),
    ...(slug === null ? {} : slugParticulars(readSlug(slug))),
  }
}

// What is labelled or shaped as an alert is one, whatever urgency its sender gives everything.
const levelOf = (element: XmlElement, byUrgency: Level | undefined, headline: string | null, text: string | null) => {
  const labelled = levelOfKinds(kindNamesOf(element))
  if (labelled !== undefined || byUrgency === 'flash') return labelled ?? byUrgency
  return isAlertShaped(headline, text) ? 'alert' : byUrgency
}

// STT names the same item with and without the day in its id.
const chainOf = (guid: string | undefined): string | undefined => {
  const [, provider, local] = /^urn:newsml:([^:]{1,253}):\d{0,8}:([^:]{1,500})$/.exec(guid ?? '') ?? []
  return provider === 'stt.fi' && local !== undefined ? `urn:newsml:${provider}::${local}` : undefined
}

const languageIn = (element: XmlElement, hints: Hints, warnings: string[]): string | null => {
  const given = attributeOf(childAt(element, 'contentMeta', 'language'), 'tag') ?? attributeOf(element, 'xml:lang')
  return languageOf(given, hints, warnings)
}
