import type { NamedVictim } from '#incident'
import { monthOf } from './clock.js'

/** An item named in words, with the day it moved on where the words or the notice itself tell it. */
export type NamedItem = NamedVictim & { readonly day: string | null }

const concerns =
  /\b(?:kill|killed|withdraw|withdrawn|withhold|hold|release|released|used?|items?|story|stories|dispatch|alert|refer|corrects?|meldung|annul|retirer|zurück)/iu
const quoted = /(?:^|[\s(:,])["'“”„‚‘»«]{1,2}([^\n]{3,300}?)["'“”’»«]{1,2}(?![\p{L}\d])/u
const dated =
  /\b(?:of|from|sent|moved|dated|on|vom|du|del|dd)\s+(?:\p{L}{3,10}day,?\s+)?(?:(\d{1,2})\.?\s+(\p{L}{3,9})|(\p{L}{3,9})\.?\s+(\d{1,2})\b|(\d{1,2})\.(\d{1,2})\.)/iu
const longestParagraph = 2000

/**
 * The items that the words of a kill, hold, release or correction name by message number, with the headline they quote
 * for it. `number` finds the numbers of the format, its first group is the number as the service writes it. `issuedOn`
 * is the notice's own day: an item without a date moved on the same day (newsroom practice: the counters restart daily).
 */
export const namedItems = (
  paragraphs: readonly string[],
  number: RegExp,
  numberOf: (match: RegExpExecArray) => string,
  issuedOn: string | null,
): readonly NamedItem[] => {
  const found = new Map<string, NamedItem>()
  for (const paragraph of paragraphs.map((text) => text.slice(0, longestParagraph))) {
    if (!concerns.test(paragraph)) continue
    const matches = matchesOf(paragraph, number)
    matches.forEach((match, index) => {
      const messageNumber = numberOf(match)
      // What stands between this number and the next one is about this one.
      const about = paragraph.slice(match.index + match[0].length, matches[index + 1]?.index ?? paragraph.length)
      const before = index === 0 ? paragraph.slice(0, match.index) : ''
      const headline = (quoted.exec(about) ?? quoted.exec(before))?.[1]?.trim() ?? null
      const date = dateOf(about, issuedOn) ?? dateOf(before, issuedOn)
      if (!found.has(messageNumber)) found.set(messageNumber, { messageNumber, headline, date, day: date ?? issuedOn })
    })
  }
  return [...found.values()].slice(0, 50)
}

const matchesOf = (text: string, pattern: RegExp): readonly RegExpExecArray[] => [...text.matchAll(pattern)]

const dateOf = (text: string, issuedOn: string | null): string | null => {
  const match = issuedOn === null ? null : dated.exec(text)
  if (match === null || issuedOn === null) return null
  const day = Number(match[1] ?? match[4] ?? match[5])
  const month = match[6] === undefined ? monthOf(match[2] ?? match[3] ?? '') : Number(match[6])
  if (month === undefined || month < 1 || month > 12 || day < 1 || day > 31) return null
  const inYear = (year: number): string => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const year = Number(issuedOn.slice(0, 4))
  return inYear(year) <= issuedOn ? inYear(year) : inYear(year - 1)
}

/** The named items as what a kill takes back. */
export const victimsOf = (items: readonly NamedItem[]): readonly NamedVictim[] =>
  items.map(({ messageNumber, headline, date }) => ({ messageNumber, headline, date }))
