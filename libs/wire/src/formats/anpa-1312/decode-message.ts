import type { Action } from '#incident'
import { classify } from '../../action/classify.js'
import { namedItems, type NamedItem } from '../../teleprinter/named-items.js'
import { namingRelations, speaksOfOthers } from '../../teleprinter/naming-relations.js'
import type { Hints, WireUpdate } from '../../wire-update.js'
import { documentWins } from '../document-wins.js'
import { anpaParticularsOf, slugOf, urgencyOfPriority } from './anpa-particulars.js'
import { anpaSignsOf } from './anpa-signs.js'
import { anpaDayOf, anpaIdentityOf, anpaItemOf, anpaProviderOf } from './identity.js'
import type { AnpaMessage } from './message.js'

const storyNumber = /\b([A-Za-z]\d{4})\b/g

/** One message as a wire update. What cannot be used becomes a warning. */
export const decodeMessage = (
  message: AnpaMessage,
  hints: Hints,
): { readonly update: WireUpdate; readonly warnings: readonly string[] } => {
  const warnings: string[] = []
  const { header, trailer, headings, paragraphs } = message
  const { action, evidence } = classify(anpaSignsOf(message))
  const provider = anpaProviderOf(message, hints)
  const day = anpaDayOf(message, hints)
  const urgency = urgencyOfPriority(header.priority)
  if (urgency === null) warnings.push(`priority ${JSON.stringify(header.priority)} is none of f b u r d w a s`)
  if (trailer === undefined) warnings.push('the message does not end with a line that says when it moved')
  else if (trailer.issued === null) warnings.push(`${JSON.stringify(trailer.raw)} is no time`)
  if (headings.headline === null && paragraphs.length === 0) warnings.push('says nothing: no headline and no text')
  const named = namedBy(message, action, day)
  const update: WireUpdate = {
    format: 'anpa-1312',
    provider,
    item: documentWins('wire-item', anpaIdentityOf(message, day), hints.item, warnings),
    version: hints.version ?? '1',
    action,
    saidAt: documentWins('wire-said-at', trailer?.issued ?? null, hints.saidAt, warnings),
    headline: headings.headline,
    text: paragraphs.length === 0 ? null : paragraphs.join('\n\n'),
    language: hints.language,
    slug: slugOf(message),
    urgency,
    incident: hints.incident,
    relations: namingRelations(named, action, provider, anpaItemOf),
    claims: null,
    withdraws: [],
    particulars: anpaParticularsOf(message, named, hints.timeZone),
    evidence: {
      ...evidence,
      ...(header.selector === null ? {} : { selector: header.selector }),
      ...(header.wordCount === null ? {} : { wordCount: header.wordCount }),
      ...(trailer === undefined ? {} : { trailer: trailer.raw }),
    },
  }
  return { update, warnings }
}

const namedBy = (message: AnpaMessage, action: Action, day: string | null): readonly NamedItem[] => {
  if (!speaksOfOthers(action)) return []
  const { headings, paragraphs, notes, header } = message
  const words = [...headings.labels, headings.headline ?? '', ...headings.notes, ...notes, ...paragraphs.slice(0, 6)]
  return namedItems(words, storyNumber, (match) => match[1] ?? '', day).filter(
    ({ messageNumber }) => messageNumber?.toLowerCase() !== header.number.toLowerCase(),
  )
}
