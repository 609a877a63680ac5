import type { Action } from '#incident'
import { classify } from '../../action/classify.js'
import { itemProblem } from '../../names.js'
import { namedItems, type NamedItem } from '../../teleprinter/named-items.js'
import { namingRelations, speaksOfOthers } from '../../teleprinter/naming-relations.js'
import type { Hints, WireUpdate } from '../../wire-update.js'
import { documentWins } from '../document-wins.js'
import { iptc7901DayOf, iptc7901ItemOf, iptc7901ProviderOf, messageNumberOf, numberOf } from './identity.js'
import { iptc7901ParticularsOf } from './iptc7901-particulars.js'
import { iptc7901SignsOf } from './iptc7901-signs.js'
import type { Iptc7901Message } from './message.js'

/** One message as a wire update. What cannot be used becomes a warning. */
export const decodeMessage = (
  message: Iptc7901Message,
  hints: Hints,
): { readonly update: WireUpdate; readonly warnings: readonly string[] } => {
  const warnings = warningsOf(message, hints)
  const { header, trailer, body, slug } = message
  const { action, evidence } = classify(iptc7901SignsOf(message))
  const provider = iptc7901ProviderOf(message, hints)
  const day = iptc7901DayOf(message)
  const own = messageNumberOf(message)
  const named = namedBy(message, action, own, provider, day)
  const update: WireUpdate = {
    format: 'iptc-7901',
    provider,
    item: documentWins('wire-item', identityOf(own, day), hints.item, warnings),
    version: hints.version ?? '1',
    action,
    saidAt: documentWins('wire-said-at', trailer?.issued ?? null, hints.saidAt, warnings),
    headline: body.headline,
    text: body.paragraphs.length === 0 ? null : body.paragraphs.join('\n\n'),
    language: hints.language,
    slug,
    urgency: Number(header.priority),
    incident: hints.incident,
    relations: namingRelations(named, action, provider, iptc7901ItemOf),
    claims: null,
    withdraws: [],
    particulars: iptc7901ParticularsOf(message, named, hints.timeZone),
    evidence: {
      ...evidence,
      transmission: `${header.source}${header.sourceNumber}`,
      ...(header.wordCount === null ? {} : { wordCount: header.wordCount }),
      ...(trailer === undefined ? {} : { trailer: trailer.raw }),
    },
  }
  return { update, warnings }
}

const warningsOf = ({ trailer, body }: Iptc7901Message, { timeZone }: Hints): string[] => {
  const warnings: string[] = []
  if (trailer === undefined) warnings.push('the message does not end with a line that says when it moved')
  else if (!trailer.hasYear) warnings.push(`${JSON.stringify(trailer.raw)} has no year, so that it is no time`)
  else if (trailer.issued === null) warnings.push(`${JSON.stringify(trailer.raw)} is no time`)
  else if (trailer.isAssumed)
    warnings.push(`${JSON.stringify(trailer.raw)} has no known zone: taken for ${timeZone ?? 'UTC'}`)
  if (body.headline === null && body.paragraphs.length === 0) warnings.push('says nothing: no headline and no text')
  return warnings
}

const identityOf = (messageNumber: string, day: string | null): string | null => {
  if (day === null) return null
  const item = iptc7901ItemOf(messageNumber, day)
  return itemProblem(item) === undefined ? item : null
}

const namedBy = (
  { header, body }: Iptc7901Message,
  action: Action,
  own: string,
  provider: string,
  day: string | null,
): readonly NamedItem[] => {
  if (!speaksOfOthers(action)) return []
  // All three are letters alone.
  const names = [header.service ?? header.source, header.source, ...(/^[a-z]{2,8}$/.test(provider) ? [provider] : [])]
  const pattern = new RegExp(String.raw`\b(${names.join('|')})[\s#-]{0,3}((?:[A-Z]{2})?\d{1,5})\b`, 'gi')
  const words = [...body.labels, body.headline ?? '', ...body.notes, ...body.paragraphs.slice(0, 6)]
  return namedItems(words, pattern, (match) => numberOf(match[1] ?? '', match[2] ?? ''), day).filter(
    ({ messageNumber }) => messageNumber !== own,
  )
}
