import { providerCodeOf, unknownProvider } from '../../names.js'
import { dayOf } from '../../teleprinter/clock.js'
import { datelineOf } from '../../teleprinter/dateline.js'
import type { Hints } from '../../wire-update.js'
import type { Iptc7901Message } from './message.js'

/** The number as the service writes it, `dpa 157`: what kills name an item by. */
export const messageNumberOf = ({ header }: Pick<Iptc7901Message, 'header'>): string =>
  header.service === null || header.serviceNumber === null
    ? numberOf(header.source, header.sourceNumber)
    : numberOf(header.service, header.serviceNumber)

/**
 * A service and its number in one spelling, `dpa 157` also for `dpa 0157`, so that a kill names what the header numbers;
 * `AFP-AB12` where the number has letters.
 */
export const numberOf = (service: string, number: string): string =>
  /^\d+$/.test(number)
    ? `${service.toLowerCase()} ${String(Number(number)).padStart(3, '0')}`
    : `${service.toUpperCase()}-${number.toUpperCase()}`

/**
 * The item of a message number on a day, `dpa157-2013-11-13`: counters start again every day, so that the number alone
 * would take tomorrow's message for today's. The same message sent again, over whatever line, is the same item.
 */
export const iptc7901ItemOf = (messageNumber: string, day: string): string =>
  `${messageNumber.replace(/\s+/g, '')}-${day}`

/** The day a message moved (UTC); null where its last line does not tell the year. */
export const iptc7901DayOf = ({ trailer }: Iptc7901Message): string | null =>
  trailer?.issued == null ? null : dayOf(trailer.issued)

/** Who carries it: the service of the number, else the agency of the dateline, else the source of the line. */
export const iptc7901AgencyOf = ({ header, body }: Iptc7901Message): string => {
  if (header.service !== null) return header.service
  for (const paragraph of body.paragraphs.slice(0, 3)) {
    const dateline = datelineOf(paragraph)
    if (dateline !== undefined) return dateline.agency
  }
  return header.source
}

/** The header's provider, else the agency as a code. */
export const iptc7901ProviderOf = (message: Iptc7901Message, hints: Hints): string =>
  hints.provider ?? providerCodeOf(iptc7901AgencyOf(message)) ?? unknownProvider
