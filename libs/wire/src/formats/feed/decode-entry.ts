import type { Particulars } from '#incident'
import { classify } from '../../action/classify.js'
import { noSigns, openingOf } from '../../action/signs.js'
import { safeHtml } from '../../markup/safe-html.js'
import { itemProblem, providerCodeOf, unknownProvider } from '../../names.js'
import type { Hints, WireUpdate } from '../../wire-update.js'
import { documentWins } from '../document-wins.js'
import { languageOf } from '../language.js'
import { headlineTagsOf } from '../headline-tags.js'
import { nonEmpty, present } from '../present.js'
import { identityProblem, type XmlItem } from '../xml-items.js'
import { contentHash } from './content-hash.js'
import type { FeedEntry, FeedSource } from './feed-entry.js'

/**
 * An item of a feed as a wire update. Without an id and a link its words are its identity, and without a time of its
 * last change they are its version: nothing else tells one version from another. Only an empty element is a problem.
 */
export const decodeEntry = (format: string, entry: FeedEntry, feed: FeedSource, hints: Hints): XmlItem => {
  const at = `line ${entry.line}`
  const warnings = entry.badTimes.map((given) => `${given} is no time and was not used`)
  const text = entry.body?.text ?? ''
  const hash = contentHash(entry.title === '' && text === '' ? entry.raw : `${entry.title}\n${text}`)
  const given = documentWins('wire-item', idOf(entry, warnings) ?? null, hints.item, warnings)
  const item = given ?? (entry.raw === '' ? null : hash)
  const version = documentWins('wire-version', entry.updated?.at ?? null, hints.version, warnings) ?? hash
  const problem = identityProblem(at, item, version, false)
  if (problem !== undefined) return { problem }
  const time = entry.updated ?? entry.published
  if (time?.trust === 'local-assumed')
    warnings.push(`the time names no zone that is plain and was taken for ${hints.timeZone ?? 'UTC'}`)
  const saidAt = documentWins('wire-said-at', time?.at ?? null, hints.saidAt, warnings)
  const signs = {
    ...noSigns,
    status: entry.status,
    signals: entry.signals,
    headline: entry.title === '' ? [] : [{ field: entry.fields.headline ?? 'title', value: entry.title }],
    opening: openingOf(text, entry.fields.text ?? 'text'),
  }
  const { action, evidence } = classify(signs)
  if (entry.title === '' && text === '' && action !== 'kill') warnings.push('says nothing: no title and no text')
  const update: WireUpdate = {
    format,
    provider: hints.provider ?? providerCodeOf(entry.provider ?? feed.provider ?? '') ?? unknownProvider,
    item,
    version,
    action,
    saidAt,
    headline: entry.title === '' ? null : entry.title,
    text: text === '' ? null : text,
    language: languageOf((entry.language ?? feed.language)?.replaceAll('_', '-'), hints, warnings),
    slug: null,
    urgency: null,
    incident: hints.incident,
    relations: [],
    claims: null,
    withdraws: [],
    particulars: { ...particularsOf(entry, feed), timeTrust: time?.trust ?? (saidAt === null ? 'none' : 'exact') },
    evidence: {
      ...evidence,
      ...entry.fields,
      ...(entry.id === undefined && hints.item === null ? { identity: 'content' } : {}),
      ...(entry.updated === undefined && hints.version === null ? { version: 'content' } : {}),
    },
  }
  return { at, update, warnings }
}

// An address in another script may be longer, percent-encoded, than an id may be.
const idOf = ({ id }: FeedEntry, warnings: string[]): string | undefined => {
  const problem = id === undefined ? undefined : itemProblem(id)
  if (id === undefined || problem === undefined) return id
  warnings.push(`the identity ${problem}: its digest is used`)
  return contentHash(id)
}

const particularsOf = (entry: FeedEntry, feed: FeedSource): Partial<Particulars> => {
  const notice = entry.rights ?? feed.rights
  const html = entry.body?.html
  const authors = entry.authors.length === 0 ? feed.authors : entry.authors
  return present<Particulars>({
    firstCreated: entry.published?.at,
    versionCreated: entry.updated?.at,
    expires: entry.expires,
    headlineTags: nonEmpty(headlineTagsOf(entry.title)),
    byline: authors.length === 0 ? undefined : authors.join(', '),
    keywords: nonEmpty(entry.subjects.flatMap(({ name, code }) => name ?? code ?? [])),
    subjects: nonEmpty(entry.subjects),
    places: nonEmpty(entry.places),
    sources: nonEmpty([
      ...(feed.title === undefined ? [] : [{ role: 'carrier' as const, name: feed.title, id: null }]),
      ...entry.sources,
      ...authors.map((name) => ({ role: 'author' as const, name, id: null })),
    ]),
    rights: notice === undefined ? undefined : { holder: null, notice, usageTerms: null },
    html: html === undefined ? undefined : safeHtml(html),
    eventNames: nonEmpty(entry.eventNames),
  })
}
