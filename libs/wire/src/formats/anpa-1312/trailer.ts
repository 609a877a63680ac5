import { utcOf, yearOf } from '../../teleprinter/clock.js'

/** The line after the text: who filed it, through which desk, and when (to the minute). */
export type AnpaTrailer = {
  readonly raw: string
  /** Where the line begins in the message. */
  readonly at: number
  readonly agency: string | null
  readonly issued: string | null
  readonly isAssumed: boolean
}

// AP writes `AP-WF-02-20-16 0337GMT<`, The Canadian Press `16:35ET 31-10-14<`.
const american =
  /^[ \t\u0003?.*\ufffd]*(?:([A-Z]{2,6})-)?(?:([A-Z0-9]{1,6})-)?(\d{2})-(\d{2})-(\d{2}|\d{4})[ \t]{1,4}(\d{2}):?(\d{2})[ \t]?([A-Z]{1,4})?[ \t<]*$/gm
const canadian =
  /^[ \t\u0003?.*\ufffd]*(\d{2}):(\d{2})[ \t]?([A-Z]{1,4})?[ \t]{1,4}(\d{2})-(\d{2})-(\d{2}|\d{4})[ \t<]*$/gm

/** The last trailer line of a message; undefined where there is none. `timeZone` (IANA) is of a line without a zone. */
export const anpaTrailerOf = (message: string, timeZone: string | null): AnpaTrailer | undefined => {
  const found = americanTrailer(lastOf(message, american)) ?? canadianTrailer(lastOf(message, canadian))
  return found === undefined ? undefined : trailerOf(found, timeZone)
}

// It is among the last lines; a table of dates further up is none.
const lastOf = (message: string, pattern: RegExp): RegExpExecArray | undefined => {
  const from = Math.max(0, message.length - 1000)
  const match = [...message.slice(from).matchAll(pattern)].at(-1)
  if (match === undefined) return undefined
  return Object.assign(match, { index: match.index + from })
}

const americanTrailer = (match: RegExpExecArray | undefined): Line | undefined => {
  if (match === undefined) return undefined
  const [raw, agency, , one = '', two = '', year = '', hour = '', minute = '', zone] = match
  const [month, day] = Number(one) > 12 ? [two, one] : [one, two]
  return { raw, at: match.index, agency: agency ?? null, parts: { month, day, year, hour, minute, zone: zone ?? null } }
}

const canadianTrailer = (match: RegExpExecArray | undefined): Line | undefined => {
  if (match === undefined) return undefined
  const [raw, hour = '', minute = '', zone, one = '', two = '', year = ''] = match
  const [month, day] = Number(two) > 12 ? [one, two] : [two, one]
  return { raw, at: match.index, agency: null, parts: { month, day, year, hour, minute, zone: zone ?? null } }
}

type Parts = {
  readonly [part in 'month' | 'day' | 'year' | 'hour' | 'minute']: string
} & { readonly zone: string | null }

type Line = Pick<AnpaTrailer, 'raw' | 'at' | 'agency'> & { readonly parts: Parts }

const trailerOf = ({ raw, at, agency, parts }: Line, timeZone: string | null): AnpaTrailer => {
  const clock = {
    year: yearOf(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    zone: parts.zone,
  }
  const utc = utcOf(clock, timeZone)
  return {
    raw: raw.replace(/[\u0003<?.*\ufffd]/g, '').trim(),
    at,
    agency,
    issued: utc?.time ?? null,
    isAssumed: utc?.isAssumed ?? false,
  }
}
