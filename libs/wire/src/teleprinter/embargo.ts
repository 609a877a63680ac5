import type { Particulars } from '#incident'
import { monthOf, utcOf, type WallClock } from './clock.js'

/** An embargo in words: the words that mean one, and when it ends, null where no time can be told. */
export type Embargo = { readonly label: string; readonly until: string | null }

/** The zone of a time that names none: the IANA one that was given, else the abbreviation the format knows. */
export type Clocks = { readonly timeZone: string | null; readonly ofFormat: string }

const trigger =
  /^[\s([*-]{0,6}(?:embargo(?:ed)?\b(?!\s+on\b)|sperrfrist\b|hold for release\b|for release\b|not for (?:use|release|publication|broadcast) (?:before|until)\b|for use\b|advance for\b|adv\s?\d)/i
const clock12 = /\b(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?\s?m\.?(?:,?\s*\(?([A-Z]{2,4})\b)?/i
const clock24 = /\b([01]\d|2[0-3])[:.]?([0-5]\d)\s*(?:hrs?|hours|Uhr)?\s*\(?([A-Z]{2,4})?\b/
const dayFirst = /\b(\d{1,2})\.?(?:st|nd|rd|th)?\s+(?:of\s+)?(\p{L}{3,9})\b\.?(?:,?\s+(\d{4}))?/gu
const monthFirst = /\b(\p{L}{3,9})\.?\s+(\d{1,2})\b(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?/gu
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const weekday = /\b(sun|mon|tues?|wednes|thurs?|fri|satur)(?:day)?\b/i

/**
 * The embargo that a line puts on an item, `EMBARGOED UNTIL 0600 GMT 14 Nov`; undefined for any other line. `issuedAt`
 * (UTC) gives the day where the line names only a time, and the year. `clocks` tell the zone where the line has none.
 */
const embargoOf = (line: string, issuedAt: string | null, clocks: Clocks): Embargo | undefined => {
  const text = line.trim().slice(0, 200)
  const label = trigger.exec(text)?.[0]
  if (label === undefined || !/\d/.test(text)) return undefined
  return {
    label: label.replace(/^[\s([*-]+/, '').trim(),
    until: issuedAt === null ? null : untilOf(text, issuedAt, clocks),
  }
}

/** What the first of these lines that puts an embargo on an item says of it; nothing where none does. See {@link embargoOf}. */
export const embargoIn = (
  lines: readonly string[],
  issuedAt: string | null,
  clocks: Clocks,
): Pick<Particulars, 'embargoedUntil' | 'pubStatus' | 'pubStatusRaw'> => {
  for (const line of lines) {
    const embargo = embargoOf(line, issuedAt, clocks)
    if (embargo === undefined) continue
    return {
      ...(embargo.until === null ? {} : { embargoedUntil: embargo.until }),
      pubStatus: 'embargoed',
      pubStatusRaw: embargo.label,
    }
  }
  return {}
}

const untilOf = (text: string, issuedAt: string, { timeZone, ofFormat }: Clocks): string | null => {
  const time = timeOf(text)
  const zone = time?.zone ?? (timeZone === null ? ofFormat : null)
  const { hour, minute } = time ?? { hour: 0, minute: 0 }
  const at = (day: Day, clock: Pick<WallClock, 'hour' | 'minute'>): string | null =>
    utcOf({ ...day, ...clock, zone }, timeZone)?.time ?? null
  const today = todayOf(issuedAt, (day) => at(day, { hour: 0, minute: 0 }))
  const date = dateOf(text, today)
  if (time === undefined && date === undefined) return null
  const until = at(date ?? dayOf(today), { hour, minute })
  // A time of day that has passed when the item moved is tomorrow's.
  return until === null || date !== undefined || until > issuedAt
    ? until
    : at(dayOf(daysAfter(today, 1)), { hour, minute })
}

type Day = Pick<WallClock, 'year' | 'month' | 'day'>

// The day on the clock by which the embargo is told, as midnight of UTC: late in America it is tomorrow's in UTC already.
const todayOf = (issuedAt: string, midnightOf: (day: Day) => string | null): Date => {
  const inUtc = new Date(`${issuedAt.slice(0, 10)}T00:00:00.000Z`)
  const days = [1, 0, -1].map((days) => daysAfter(inUtc, days))
  return days.find((day) => (midnightOf(dayOf(day)) ?? '~') <= issuedAt) ?? inUtc
}

const daysAfter = (date: Date, days: number): Date => new Date(date.getTime() + days * 86_400_000)

const dayOf = (date: Date): Day => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
})

const timeOf = (text: string): Pick<WallClock, 'hour' | 'minute' | 'zone'> | undefined => {
  const twelve = clock12.exec(text)
  if (twelve !== null) {
    const hour = (Number(twelve[1]) % 12) + (twelve[3]?.toLowerCase() === 'p' ? 12 : 0)
    return { hour, minute: Number(twelve[2] ?? 0), zone: twelve[4] ?? null }
  }
  const match = clock24.exec(text.replace(/\b(?:19|20)\d{2}\b(?=\s*$)/, ''))
  return match === null ? undefined : { hour: Number(match[1]), minute: Number(match[2]), zone: match[3] ?? null }
}

const dateOf = (text: string, today: Date): Day | undefined => {
  for (const [pattern, dayGroup, monthGroup] of [
    [dayFirst, 1, 2],
    [monthFirst, 2, 1],
  ] as const) {
    // prettier-ignore
    for (const match of text.matchAll(pattern)) {
      const month = monthOf(match[monthGroup] ?? '')
      if (month === undefined) continue
      const year = match[3] === undefined ? yearNear(today, month) : Number(match[3])
      return { year, month, day: Number(match[dayGroup]) }
    }
  }
  const name = weekday.exec(text)?.[1]?.slice(0, 3).toLowerCase()
  if (name === undefined) return undefined
  return dayOf(daysAfter(today, (weekdays.indexOf(name) - today.getUTCDay() + 7) % 7))
}

// In December an embargo until January is next year's.
const yearNear = (today: Date, month: number): number =>
  today.getUTCFullYear() + (month < today.getUTCMonth() + 1 - 6 ? 1 : 0)
