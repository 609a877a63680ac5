import { epochOf, parseTime, timeOf } from '#eventing'
import type { TimeTrust } from '#incident'

/** A time as UTC, and how far it can be trusted. */
export type ReadTime = { readonly at: string; readonly trust: TimeTrust }

const iso =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[Tt ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/

/**
 * A time in the extended or the basic form of ISO 8601 (`20130102T120000Z`), with or without seconds and zone, or a day
 * alone. What has no offset is local time of the given IANA zone, and says so. Undefined for anything else.
 */
export const isoTimeOf = (text: string, zone = 'UTC'): ReadTime | undefined => {
  const match = iso.exec(text.trim())
  if (match === null) return undefined
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second, fraction, offset] = match
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}${fraction === undefined ? '' : `.${fraction}`}`
  const at = parseTime(`${wall}${offset === undefined ? 'Z' : minutesOf(offset)}`)
  if (at === undefined) return undefined
  if (offset === undefined) return { at: localToUtc(at, zone), trust: 'local-assumed' }
  return { at, trust: second === undefined ? 'minute' : 'exact' }
}

const minutesOf = (offset: string): string => (/^[+-]\d{2}$/.test(offset) ? `${offset}:00` : offset)

// The offset at a wall time is found from the offset an assumed instant has; an hour that happens twice is its first one.
const localToUtc = (wall: string, zone: string): string => {
  if (zone === 'UTC') return wall
  const epoch = epochOf(wall)
  const dayBefore = epoch - offsetAt(epoch - 86_400_000, zone)
  const dayAfter = epoch - offsetAt(epoch + 86_400_000, zone)
  return timeOf(dayBefore + offsetAt(dayBefore, zone) === epoch ? dayBefore : dayAfter)
}

const formats = new Map<string, Intl.DateTimeFormat>()

const offsetAt = (epoch: number, zone: string): number => {
  const format = formats.get(zone) ?? formatOf(zone)
  formats.set(zone, format)
  const parts = Object.fromEntries(format.formatToParts(epoch).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epoch / 1000) * 1000
}

const formatOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
