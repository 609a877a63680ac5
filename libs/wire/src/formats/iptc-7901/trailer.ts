import { monthOf, utcOf, yearOf } from '../../teleprinter/clock.js'

/** The line after the text, `131137 GMT Nov 13`: day, hour and minute, zone, month, year of two digits. */
export type Iptc7901Trailer = {
  readonly raw: string
  /** Where the line begins in the message. */
  readonly at: number
  /** Null where the line has no year, or is no time. */
  readonly issued: string | null
  readonly hasYear: boolean
  readonly isAssumed: boolean
}

const line =
  /^[ \t\u0003?*\ufffd]*(\d{2})(\d{2})(\d{2})[ \t]*([A-Z]{1,5})?[ \t]*(\p{L}{3,10})\.?(?:[ \t]{1,4}(\d{4}|\d{2}))?[ \t]*$/gmu

/** What a line may leave open: `saidAt` (UTC) is near its year, `timeZone` (IANA) is where its clock is. */
export type Told = { readonly saidAt: string | null; readonly timeZone: string | null }

/** The last such line; undefined where there is none. */
export const iptc7901TrailerOf = (message: string, { saidAt, timeZone }: Told): Iptc7901Trailer | undefined => {
  // It is among the last lines, whatever a relay adds after it.
  const from = Math.max(0, message.length - 1000)
  const match = [...message.slice(from).matchAll(line)]
    .filter(([, , , , , month]) => monthOf(month ?? '') !== undefined)
    .at(-1)
  if (match === undefined) return undefined
  const [raw, day = '', hour = '', minute = '', zone, word = '', year] = match
  const at = match.index + from
  const clock = {
    month: monthOf(word) ?? 0,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    zone: zone ?? null,
  }
  const resolved = year === undefined ? yearNear(clock.month, saidAt) : yearOf(year)
  const utc = resolved === undefined ? undefined : utcOf({ ...clock, year: resolved }, timeZone)
  return {
    raw: raw.replace(/[\u0003?*\ufffd]/g, '').trim(),
    at,
    issued: utc?.time ?? null,
    hasYear: resolved !== undefined,
    isAssumed: utc?.isAssumed ?? false,
  }
}

// The year that puts the month nearest to the reference: a message of December received in January is last year's.
const yearNear = (month: number, reference: string | null): number | undefined => {
  if (reference === null) return undefined
  const months = month - Number(reference.slice(5, 7))
  return Number(reference.slice(0, 4)) + (months > 6 ? -1 : months < -6 ? 1 : 0)
}
