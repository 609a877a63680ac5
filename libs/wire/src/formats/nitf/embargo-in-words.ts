import { epochOf, timeOf } from '#eventing'
import { isoTimeOf } from '../../times/iso-time.js'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const dayMs = 86_400_000

const clock =
  /\bembargo(?:ed)?\b[^\d\n]{0,60}?(\d{1,2})[:.]?(\d{2})\s?(?:hrs|hours|am)?\s?(GMT|UTC|BST)?[\s,]{1,3}(?:on )?(.{0,60})/i
const weekday = /^(sun|mon|tue|wed|thu|fri|sat)[a-z]{0,6},?\s*/i
const monthFirst =
  /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?/i
const dayFirst =
  /^(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:,?\s+(\d{4}))?/i

/**
 * When an embargo ends that PA Media writes to editors in words, `EMBARGOED TO 0001 SUNDAY MARCH 3`: London time unless
 * another IANA zone is given, in the year or week after the text was issued. Undefined where the words name no day.
 */
export const embargoInWords = (words: string, issued: string, timeZone: string | null): string | undefined => {
  const match = clock.exec(words.slice(0, 500))
  if (match === null) return undefined
  const [, hour = '', minute = '', zone, rest = ''] = match
  const at = (date: string): string | undefined => {
    const wall = `${date}T${hour.padStart(2, '0')}:${minute}`
    if (zone === undefined) return isoTimeOf(wall, timeZone ?? 'Europe/London')?.at
    return isoTimeOf(`${wall}${/bst/i.test(zone) ? '+01:00' : 'Z'}`, null)?.at
  }
  const dated = dateIn(rest.replace(weekday, ''), issued)
  return dated === undefined ? onWeekday(rest, issued, at) : at(dated)
}

const dateIn = (text: string, issued: string): string | undefined => {
  const [, month, day, year] = monthFirst.exec(text) ?? swapped(dayFirst.exec(text))
  if (month === undefined || day === undefined) return undefined
  const monthDay = `${two(months.indexOf(month.slice(0, 3).toLowerCase()) + 1)}-${two(Number(day))}`
  if (year !== undefined) return `${year}-${monthDay}`
  const thisYear = Number(issued.slice(0, 4))
  // An embargo of December may end in January, and one told late has ended a while ago.
  return monthDay < issued.slice(5, 7) && issued.slice(5, 7) === '12'
    ? `${thisYear + 1}-${monthDay}`
    : `${thisYear}-${monthDay}`
}

const swapped = (match: RegExpExecArray | null): readonly (string | undefined)[] =>
  match === null ? [] : [match[0], match[2], match[1], match[3]]

const two = (value: number): string => String(value).padStart(2, '0')

const onWeekday = (text: string, issued: string, at: (date: string) => string | undefined): string | undefined => {
  const wanted = weekdays.indexOf((weekday.exec(text)?.[1] ?? '').toLowerCase())
  if (wanted === -1) return undefined
  // By a clock in the west it may still be the day before.
  for (let days = -1; days <= 7; days += 1) {
    const date = timeOf(epochOf(issued) + days * dayMs)
    const end = new Date(epochOf(date)).getUTCDay() === wanted ? at(date.slice(0, 10)) : undefined
    if (end !== undefined && end > issued) return end
  }
  return undefined
}
