import { itemProblem, providerCodeOf, unknownProvider } from '../../names.js'
import { dayOf } from '../../teleprinter/clock.js'
import { datelineOf } from '../../teleprinter/dateline.js'
import type { Hints } from '../../wire-update.js'
import type { AnpaMessage } from './message.js'

/**
 * The item of a story number on a day, `V4644-2016-02-20`: the counter of a service wraps at 9999, so that the number
 * alone would take tomorrow's story for today's. The same message sent again is the same item.
 */
export const anpaItemOf = (number: string, day: string): string => `${number}-${day}`

/** The day a message moved (UTC); null where nothing in it has a year. */
export const anpaDayOf = ({ header, trailer }: AnpaMessage, hints: Hints): string | null => {
  if (trailer?.issued != null) return dayOf(trailer.issued)
  // The header's date has no year; the time that a header of ours gives has one.
  const [month, day] = (header.date ?? '').split('-').map(Number)
  if (hints.saidAt === null || month === undefined || day === undefined) return null
  const date = `${hints.saidAt.slice(0, 4)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return Number.isNaN(Date.parse(date)) ? null : date
}

/** The identity of a message; null where it has to be made from its bytes. */
export const anpaIdentityOf = (message: AnpaMessage, day: string | null): string | null => {
  if (day === null) return null
  const item = anpaItemOf(message.header.number, day)
  return itemProblem(item) === undefined ? item : null
}

/** Who carries it: the agency of the last line, else of the dateline. */
export const anpaAgencyOf = ({ trailer, paragraphs }: AnpaMessage): string | null => {
  if (trailer?.agency != null) return trailer.agency
  for (const paragraph of paragraphs.slice(0, 5)) {
    const dateline = datelineOf(paragraph)
    if (dateline !== undefined) return dateline.agency
  }
  return null
}

/** The header's provider, else the agency as a code. */
export const anpaProviderOf = (message: AnpaMessage, hints: Hints): string =>
  hints.provider ?? providerCodeOf(anpaAgencyOf(message) ?? '') ?? unknownProvider
