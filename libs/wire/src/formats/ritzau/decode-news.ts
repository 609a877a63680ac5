import type { Particulars, Relation } from '#incident'
import { classify } from '../../action/classify.js'
import { openingOf, noSigns, type Signs } from '../../action/signs.js'
import { htmlToText } from '../../markup/html-to-text.js'
import { itemProblem } from '../../names.js'
import { isoTimeOf } from '../../times/iso-time.js'
import type { Hints, WireUpdate } from '../../wire-update.js'
import type { XmlElement } from '../../xml/xml-element.js'
import { documentWins } from '../document-wins.js'
import { identityProblem, type XmlItem } from '../xml-items.js'
import { fieldOf, flagOf, markupOf } from './fields.js'
import { particularsOf, urgencyOf } from './particulars.js'

/** The agency whose format this is. */
const ritzauProvider = 'ritzau'
// Ritzau writes its clock without an offset.
const ritzauZone = 'Europe/Copenhagen'

/** One piece of news as a wire update; `isAlone` where headers may speak for it. */
export const decodeNews = (news: XmlElement, hints: Hints, isAlone: boolean): XmlItem => {
  const warnings: string[] = []
  const at = `line ${news.line}`
  const item = documentWins('wire-item', fieldOf(news, 'NewsID') ?? null, isAlone ? hints.item : null, warnings)
  const version =
    documentWins('wire-version', fieldOf(news, 'version') ?? null, isAlone ? hints.version : null, warnings) ?? '1'
  const headline = fieldOf(news, 'headline', 'ContentShort')
  const text = htmlToText(markupOf(news, 'content')) || fieldOf(news, 'subtitle')
  const problem = identityProblem(at, item, version, headline !== undefined || text !== undefined)
  if (problem !== undefined) return { problem }
  if (headline === undefined && text === undefined) warnings.push('says nothing: no headline, content or subtitle')
  const provider = hints.provider ?? ritzauProvider
  const published = fieldOf(news, 'PublishDate')
  const time = published === undefined ? undefined : isoTimeOf(published, hints.timeZone ?? ritzauZone)
  if (published !== undefined && time === undefined)
    warnings.push(`PublishDate ${JSON.stringify(published.slice(0, 64))} is no time and was not used`)
  const { action, evidence } = classify(signsOf(news, headline, text))
  const update: WireUpdate = {
    format: 'ritzau',
    provider,
    item,
    version,
    action,
    saidAt: documentWins('wire-said-at', time?.at ?? null, isAlone ? hints.saidAt : null, warnings),
    headline: headline ?? null,
    text: text ?? null,
    language: hints.language,
    slug: null,
    urgency: urgencyOf(news, warnings),
    incident: hints.incident,
    relations: relationsOf(news, provider, item),
    claims: null,
    withdraws: [],
    particulars: { ...timesOf(time), ...particularsOf(news, headline) },
    evidence,
  }
  return { at, update, warnings }
}

const timesOf = (time: ReturnType<typeof isoTimeOf>): Particulars =>
  time === undefined ? {} : { issued: time.at, timeTrust: time.trust }

const flags = ['Annuleret', 'Korrektion', 'NyVersion'] as const

// The name of a flag that is set is its value: that it is `true` says nothing by itself.
const signsOf = (news: XmlElement, headline: string | undefined, text: string | undefined): Signs => {
  const set = flags.filter((name) => flagOf(news, name)).map((name) => ({ field: `/${name}`, value: name }))
  const signs = (name: string) =>
    [fieldOf(news, name)].flatMap((value) => (value === undefined ? [] : [{ field: `/${name}`, value }]))
  return {
    ...noSigns,
    status: set.filter(({ value }) => value === 'Annuleret'),
    signals: set.filter(({ value }) => value !== 'Annuleret'),
    headline: headline === undefined ? [] : [{ field: '/headline', value: headline }],
    edNotes: signs('TilRedaktionen'),
    opening: openingOf(text ?? null, '/content'),
    evolvedFrom: [...signs('Replaces'), ...signs('replacedID')],
    version: signs('version'),
  }
}

// Both fields name the news that this one takes the place of; which of them is filled differs between feeds.
const relationsOf = (news: XmlElement, provider: string, own: string | null): readonly Relation[] => {
  const rel = flagOf(news, 'Annuleret') ? 'cancels' : flagOf(news, 'Korrektion') ? 'corrects' : 'supersedes'
  const named = new Set(['Replaces', 'replacedID'].flatMap((name) => fieldOf(news, name) ?? []))
  return [...named].flatMap((item): Relation[] =>
    item === own || item === '0' || itemProblem(item) !== undefined ? [] : [{ rel, provider, item, version: null }],
  )
}
