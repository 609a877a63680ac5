import { localToUtc, parseTime } from '#eventing'
import { assumed, isoTimeOf, type ReadTime } from '../../times/iso-time.js'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// RFC 822 names those of North America; the others are what feeds write and what means one thing only.
const zones: { readonly [name: string]: string } = {
  z: 'Z', ut: 'Z', utc: 'Z', gmt: 'Z', wet: 'Z',
  est: '-05:00', edt: '-04:00', cst: '-06:00', cdt: '-05:00', mst: '-07:00', mdt: '-06:00', pst: '-08:00', pdt: '-07:00',
  akst: '-09:00', akdt: '-08:00', hst: '-10:00', ast: '-04:00', adt: '-03:00', nst: '-03:30', ndt: '-02:30',
  bst: '+01:00', west: '+01:00', cet: '+01:00', cest: '+02:00', mez: '+01:00', mesz: '+02:00', eet: '+02:00', eest: '+03:00', msk: '+03:00',
  sast: '+02:00', jst: '+09:00', kst: '+09:00', hkt: '+08:00', sgt: '+08:00', awst: '+08:00', aest: '+10:00', aedt: '+11:00', nzst: '+12:00', nzdt: '+13:00',
} // prettier-ignore

// `Thu, 01 Jan 2004 19:48:21 GMT`, with or without weekday, seconds and zone, and with a month written out.
const rfc822 =
  /^(?:[^\s,\d]{2,12}\.?,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]{0,6}\.?,?[\s-]+(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(.{0,40}))?$/
// `Thu Jan  1 19:48:21 2004`, `Thu, January 01, 2004 19:48:21 GMT`
const monthFirst =
  /^(?:[A-Za-z]{2,9}\.?,?\s+)?([A-Za-z]{3})[a-z]{0,6}\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([A-Za-z+-]?[\w+:-]{0,12}?)(?:\s*(\d{4}))?$/

/**
 * A date as feeds write it: RFC 822 as RSS has it, W3C-DTF and RFC 3339, and the usual ways to miss them. Two-digit
 * years are those of 1950 to 2049. A zone that is missing or means several is taken for the given IANA zone, UTC where it is
 * null, and says `local-assumed`.
 */
export const feedTimeOf = (text: string, timeZone: string | null): ReadTime | undefined => {
  const folded = text
    .slice(0, 100)
    .replace(/\s+/g, ' ')
    .replace(/\s?\([^()]*\)$/, '')
    .trim()
  const iso = isoTimeOf(folded, timeZone)
  if (iso !== undefined) return iso
  const match = rfc822.exec(folded)
  if (match !== null) {
    const [, day = '', month = '', year = '', hour, minute, second, zone = ''] = match
    return timeOf({ day, month, year, hour, minute, second, zone }, timeZone)
  }
  const other = monthFirst.exec(folded)
  if (other === null) return undefined
  const [, month = '', day = '', early, hour, minute, second, zone = '', late] = other
  return timeOf({ day, month, year: early ?? late ?? '', hour, minute, second, zone }, timeZone)
}

type Parts = {
  readonly day: string
  readonly month: string
  readonly year: string
  readonly hour: string | undefined
  readonly minute: string | undefined
  readonly second: string | undefined
  readonly zone: string
}

const timeOf = (
  { day, month, year, hour, minute, second, zone }: Parts,
  timeZone: string | null,
): ReadTime | undefined => {
  const index = months.indexOf(month.toLowerCase())
  if (index === -1 || year === '') return undefined
  const fullYear = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`
  const offset = offsetOf(zone)
  const date = `${fullYear}-${two(String(index + 1))}-${two(day)}`
  const at = parseTime(`${date}T${two(hour ?? '0')}:${minute ?? '00'}:${second ?? '00'}${offset ?? 'Z'}`)
  if (at === undefined) return undefined
  if (offset === undefined) return assumed(localToUtc(at, timeZone))
  return { at, trust: second === undefined ? 'minute' : 'exact' }
}

const two = (digits: string): string => digits.padStart(2, '0')

const offsetOf = (zone: string): string | undefined => {
  const text = zone.trim()
  const numeric = /^(?:GMT|UTC?)?\s?([+-])(\d{1,2}):?(\d{2})$/i.exec(text)
  if (numeric !== null) return `${numeric[1]}${two(numeric[2] ?? '')}:${numeric[3]}`
  const name = text.toLowerCase()
  return Object.hasOwn(zones, name) ? zones[name] : undefined
}
