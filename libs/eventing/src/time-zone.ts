import { epochOf, timeOf } from './time.js'

const formats = new Map<string, Intl.DateTimeFormat | undefined>()

// An offset alone, which some engines take for a zone, is none: a place has another one in summer.
const ianaName = /^[A-Za-z][A-Za-z0-9_+-]{0,31}(?:\/[A-Za-z0-9_+-]{1,31}){0,3}$/

/** Whether a text names a zone of the IANA database, such as `Europe/Vienna`, in capitals or not. */
export const isTimeZone = (name: string): boolean => formatOf(name) !== undefined

/**
 * A wall time, written as if it were UTC (`2024-07-15T12:30:00.000Z`), of an IANA zone as UTC; null takes it for UTC. An
 * hour that happens twice is its first one. Undefined where the result has no year of four digits.
 */
export const localToUtc = (wall: string, zone: string | null): string | undefined => {
  if (zone === null || zone === 'UTC') return wall
  const epoch = epochOf(wall)
  // The offset at a wall time is found from the offset an assumed instant has.
  const dayBefore = epoch - offsetAt(epoch - 86_400_000, zone)
  const dayAfter = epoch - offsetAt(epoch + 86_400_000, zone)
  const at = timeOf(dayBefore + offsetAt(dayBefore, zone) === epoch ? dayBefore : dayAfter)
  return /^\d{4}-/.test(at) ? at : undefined
}

// Before there were railways every place had one offset, which spares the years that have not four digits.
const beforeZones = Date.UTC(1700, 0)

const offsetAt = (epoch: number, zone: string): number => {
  const at = Math.max(beforeZones, Math.floor(epoch / 1000) * 1000)
  const parts = Object.fromEntries(
    (formatOf(zone)?.formatToParts(at) ?? []).map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - at
}

// A format takes long to make. Names that are no zones are not kept: there is no end of them.
const formatOf = (name: string): Intl.DateTimeFormat | undefined => {
  const key = name.toLowerCase()
  const known = formats.get(key)
  if (known !== undefined || !ianaName.test(name)) return known
  const format = newFormat(name)
  if (format !== undefined) formats.set(key, format)
  return format
}

const newFormat = (timeZone: string): Intl.DateTimeFormat | undefined => {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
}
