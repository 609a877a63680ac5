const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:?\d{2})$/
const daysIn = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * An RFC 3339 time with any offset as UTC with milliseconds, `2023-09-24T05:46:00.000Z`; finer fractions are cut.
 * Undefined for anything else, a time without an offset included: a guess of the zone would move a claim in time.
 */
export const parseTime = (text: string): string | undefined => {
  if (isOurs(text)) return text
  const match = rfc3339.exec(text)
  if (match === null) return undefined
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = ''] = match
  const monthIndex = Number(month) - 1
  if (
    !(Number(day) >= 1 && Number(day) <= (daysIn[monthIndex] ?? 0)) ||
    Number(hour) > 23 ||
    Number(minute) > 59 ||
    Number(second) > 60
  )
    return undefined
  const leap = Number(second) === 60
  const millis = fraction.slice(0, 3).padEnd(3, '0')
  const offset = /^z$/i.test(zone) ? 'Z' : zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const epoch = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${leap ? '59' : second}.${millis}${offset}`)
  if (Number.isNaN(epoch)) return undefined
  const date = new Date(epoch + (leap ? 1000 : 0))
  if (date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) return undefined
  // Date.parse rolls 31 February over into March; a day that does not exist is not a time.
  if (new Date(Date.UTC(Number(year), monthIndex, Number(day))).getUTCDate() !== Number(day)) return undefined
  return date.toISOString()
}

// Most times come in the form they are given back in, and a day that does not exist would come back as another one.
const isOurs = (text: string): boolean => {
  if (text.length !== 24 || !text.endsWith('Z')) return false
  const epoch = Date.parse(text)
  return !Number.isNaN(epoch) && timeOf(epoch) === text
}

/** Milliseconds since the epoch of a time made by {@link parseTime}. */
export const epochOf = (time: string): number => {
  if (time === lastTime) return lastEpoch
  lastEpoch = Date.parse(time)
  lastTime = time
  return lastEpoch
}

// An event says one time several times over, and reading it costs more than comparing it.
let lastTime = ''
let lastEpoch = NaN

/** The inverse of {@link epochOf}. */
export const timeOf = (epoch: number): string => new Date(epoch).toISOString()

/** Which of two times made by {@link parseTime} is later, as a sort function says it: their texts compare as they do. */
export const compareTimes = (a: string, b: string): number =>
  a.length === 24 && b.length === 24 ? (a === b ? 0 : a < b ? -1 : 1) : epochOf(a) - epochOf(b)
