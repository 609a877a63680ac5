import type { Particulars } from '#incident'
import { classify } from '../../action/classify.js'
import { itemProblem, versionProblem } from '../../names.js'
import { rejected, summaryOf } from '../../rejection.js'
import type { Decoded, Hints, Rejected, WireUpdate } from '../../wire-update.js'
import { attributeOf, childAt, textAt, type XmlElement } from '../../xml/xml-element.js'
import { documentWins } from '../document-wins.js'
import { languageOf } from '../language.js'
import { urgencyIn } from '../urgency.js'
import { headlineTagsOf } from '../headline-tags.js'
import { distinct } from '../distinct.js'
import { levelOfUrgency } from '../level.js'
import { isKillInWords, namedInWords } from '../named-in-words.js'
import { nonEmpty, present } from '../present.js'
import { chainOf, itemOf, providerOf, versionOf } from './identity.js'
import * as about from './particulars.js'
import { partsOf, type NitfParts } from './parts.js'
import { signsOf } from './signs.js'
import { slugOf, slugPartsOf } from './slug.js'
import { edMsgOf, relationsOf, statusOf, type NitfStatus } from './status.js'
import { saidIn, timeParticulars, timesOf } from './times.js'
import { bodyOf, headlineOf, keywordsOf, metaOf, type NitfBody } from './words.js'

/** A NITF document as one wire update. What cannot be used becomes a warning; only an unusable identity is refused. */
export const decodeDocument = (root: XmlElement, hints: Hints): Decoded | Rejected => {
  const warnings: string[] = []
  const parts = partsOf(root)
  const item = documentWins('wire-item', itemOf(parts) ?? null, hints.item, warnings)
  const version = versionOf(parts, hints, warnings)
  const headline = headlineOf(parts)
  const body = bodyOf(parts)
  const problem = identityProblem(parts, item, version, headline ?? body.text)
  if (problem !== undefined) return rejected(problem.code, summaryOf([problem.problem]), [problem.problem])
  const provider = providerOf(parts, hints)
  const times = timesOf(parts, hints.timeZone, warnings)
  const status = statusOf(parts, provider)
  const urgency = urgencyOf(parts, warnings)
  const { action, evidence } = classify(signsOf(parts, status, headline, body.text))
  if (action !== 'kill' && headline === undefined && body.text === undefined)
    warnings.push('says nothing: no headline, body or abstract')
  const victims = isKillInWords(evidence.action)
    ? present<Particulars>({
        namedVictims: nonEmpty(namedInWords([edMsgOf(parts) ?? '', headline ?? '', body.text ?? ''])),
      })
    : {}
  const update: WireUpdate = {
    format: 'nitf',
    provider,
    item,
    version,
    action,
    saidAt: documentWins('wire-said-at', saidIn(times)?.at ?? null, hints.saidAt, warnings),
    headline: headline ?? null,
    text: body.text ?? null,
    language: languageIn(parts, hints, warnings),
    slug: slugOf(parts) ?? null,
    urgency: urgency.value,
    incident: hints.incident,
    relations: relationsOf(parts, status, provider),
    claims: null,
    withdraws: [],
    particulars: {
      ...timeParticulars(times, status.pubStatus === 'embargoed', edMsgOf(parts) ?? body.text ?? '', hints.timeZone),
      ...statusParticulars(parts, status),
      ...urgency.particulars,
      ...victims,
      ...wordParticulars(parts, headline, body),
    },
    evidence: { ...evidence, ...(body.isAbstract ? { text: '/body/body.head/abstract' } : {}) },
  }
  return { outcome: 'decoded', format: 'nitf', updates: [withEmbargo(update)], warnings }
}

const identityProblem = (parts: NitfParts, item: string | null, version: string, words: string | undefined) => {
  const at = (element: XmlElement | undefined) => `line ${(element ?? parts.docdata ?? parts.root).line}`
  if (item === null) {
    if (words !== undefined) return undefined
    const message = 'neither a doc-id nor a headline, body or abstract'
    return { code: 'WIRE_NOTHING_SAID', problem: { path: at(undefined), message } } as const
  }
  const badItem = itemProblem(item)
  const badVersion = versionProblem(version)
  if (badItem === undefined && badVersion === undefined) return undefined
  const [name, message] = badItem === undefined ? ['du-key', badVersion ?? ''] : ['doc-id', badItem]
  return {
    code: 'WIRE_FIELDS',
    problem: { path: at(childAt(parts.docdata, name)), message: `${name} ${message}` },
  } as const
}

const languageIn = ({ root, bodyContent }: NitfParts, hints: Hints, warnings: string[]): string | null => {
  const given = attributeOf(root, 'baselang', 'xml:lang') ?? attributeOf(bodyContent, 'lang', 'xml:lang')
  return languageOf(given?.replaceAll('_', '-'), hints, warnings)
}

const urgencyOf = ({ docdata }: NitfParts, warnings: string[]) => {
  const priorityRaw = attributeOf(childAt(docdata, 'urgency'), 'ed-urg')
  const value = urgencyIn('ed-urg', priorityRaw, warnings)
  return { value, particulars: present<Particulars>({ priorityRaw, level: levelOfUrgency(value) }) }
}

const statusParticulars = (parts: NitfParts, { pubStatus, own }: NitfStatus): Particulars =>
  present<Particulars>({ chain: chainOf(parts), pubStatus, pubStatusRaw: own })

// A release that is later than the issue is an embargo, whatever the status says of it.
const withEmbargo = (update: WireUpdate): WireUpdate =>
  update.particulars.embargoedUntil === undefined || update.particulars.pubStatus === 'canceled'
    ? update
    : { ...update, particulars: { ...update.particulars, pubStatus: 'embargoed' } }

const wordParticulars = (parts: NitfParts, headline: string | undefined, body: NitfBody): Particulars => {
  const { head, docdata, bodyHead } = parts
  const genres = about.genresOf(parts)
  return {
    ...slugPartsOf(parts),
    ...present<Particulars>({
      messageNumber: metaOf(head, /^(?:anpa-sequence|ap-transref|ntbiptcsequence)$/i),
      headlineTags: nonEmpty(headlineTagsOf(headline ?? null)),
      publishable: genres.some((genre) => /^(?:advisory|daybook)$/i.test(genre)) ? false : undefined,
      edNotes: nonEmpty(distinct(about.edNotesOf(parts, body.withheld))),
      byline: textAt(bodyHead, 'byline'),
      dateline: about.datelineOf(parts),
      genres: nonEmpty(genres),
      keywords: nonEmpty(distinct(keywordsOf(docdata, head))),
      subjects: nonEmpty(distinct(about.subjectsOf(parts))),
      places: nonEmpty(distinct(about.placesOf(parts))),
      sources: nonEmpty(distinct(about.sourcesOf(parts))),
      rights: about.rightsOf(parts),
      html: body.html,
    }),
  }
}
