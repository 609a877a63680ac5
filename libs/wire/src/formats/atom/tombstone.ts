import type { EditorialNote } from '#incident'
import { isLanguageTag, providerCodeOf, unknownProvider } from '../../names.js'
import type { Hints } from '../../wire-update.js'
import { attributeOf, childrenOf, textIn, type XmlElement } from '../../xml/xml-element.js'
import { documentWins } from '../document-wins.js'
import type { FeedSource } from '../feed/feed-entry.js'
import { feedTimeOf } from '../feed/feed-time.js'
import { identityProblem, type XmlItem } from '../xml-items.js'

/** A `deleted-entry` (RFC 6721): the entry that `ref` names was taken back, all its versions with it. */
export const decodeTombstone = (tombstone: XmlElement, feed: FeedSource, hints: Hints): XmlItem => {
  const at = `line ${tombstone.line}`
  const warnings: string[] = []
  const given = attributeOf(tombstone, 'when')
  const time = given === undefined ? undefined : feedTimeOf(given, hints.timeZone)
  if (given !== undefined && time === undefined)
    warnings.push(`when ${JSON.stringify(given.slice(0, 64))} is no time and was not used`)
  const item = attributeOf(tombstone, 'ref') ?? null
  const version = time?.at ?? 'deleted'
  const problem = identityProblem(at, item, version, false)
  if (problem !== undefined) return { problem }
  const saidAt = documentWins('wire-said-at', time?.at ?? null, hints.saidAt, warnings)
  const notes = childrenOf(tombstone, 'comment').flatMap((comment): readonly EditorialNote[] => {
    const text = textIn(comment)
    return text === undefined ? [] : [{ role: 'comment', public: true, text }]
  })
  return {
    at,
    warnings,
    update: {
      format: 'atom',
      provider: hints.provider ?? providerCodeOf(feed.provider ?? '') ?? unknownProvider,
      item,
      version,
      action: 'kill',
      saidAt,
      headline: null,
      text: null,
      language: feed.language !== undefined && isLanguageTag(feed.language) ? feed.language : hints.language,
      slug: null,
      urgency: null,
      incident: hints.incident,
      relations: [],
      claims: null,
      withdraws: [],
      particulars: {
        pubStatus: 'canceled',
        timeTrust: time?.trust ?? (saidAt === null ? 'none' : 'exact'),
        ...(notes.length === 0 ? {} : { edNotes: notes }),
      },
      evidence: { action: { rule: 'tombstone', field: 'deleted-entry/@ref', value: item } },
    },
  }
}
