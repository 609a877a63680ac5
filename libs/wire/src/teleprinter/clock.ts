import { localToUtc } from '#eventing'

const names: readonly (readonly [month: number, prefixes: string])[] = [
  [1, 'jan jän ene gen'],
  [2, 'feb fev'],
  [3, 'mar mär mrz mrt'],
  [4, 'apr abr avr'],
  [5, 'may mai maj mag mei'],
  [6, 'jun juin giu'],
  [7, 'jul juil lug'],
  [8, 'aug aou ago'],
  [9, 'sep set'],
  [10, 'oct okt ott out'],
  [11, 'nov'],
  [12, 'dec dez dic des'],
]

const plain = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const byPrefix = names.flatMap(([month, prefixes]) =>
  prefixes.split(' ').map((prefix) => ({ month, prefix: plain(prefix) })),
)

/** The month, 1 to 12, that a word or its abbreviation names in a language of European wires; undefined for others. */
export const monthOf = (word: string): number | undefined => {
  const text = plain(word)
  // The longer prefix first: `juil` is July, while `jui` alone would say nothing.
  return [...byPrefix].sort((a, b) => b.prefix.length - a.prefix.length).find(({ prefix }) => text.startsWith(prefix))
    ?.month
}

const hour = 60
const offsets: { readonly [zone: string]: number } = {
  GMT: 0,
  UTC: 0,
  UT: 0,
  Z: 0,
  WET: 0,
  BST: hour,
  MEZ: hour,
  CET: hour,
  MESZ: 2 * hour,
  CEST: 2 * hour,
  EET: 2 * hour,
  EEST: 3 * hour,
  EST: -5 * hour,
  EDT: -4 * hour,
  CST: -6 * hour,
  CDT: -5 * hour,
  MST: -7 * hour,
  MDT: -6 * hour,
  PST: -8 * hour,
  PDT: -7 * hour,
}
const american: { readonly [zone: string]: number } = { ET: -5 * hour, CT: -6 * hour, MT: -7 * hour, PT: -8 * hour }

/** A time of day as a wire writes it; `zone` null where it writes none. Month 1 to 12. */
export type WallClock = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly zone: string | null
}

/**
 * A wall clock as UTC. Where it has no zone, or none that is known, it is one of `timeZone` (IANA; null is UTC) and
 * `isAssumed`. Undefined where it shows no time.
 */
export const utcOf = (
  clock: WallClock,
  timeZone: string | null,
): { readonly time: string; readonly isAssumed: boolean } | undefined => {
  const { year, month, day } = clock
  const epoch = Date.UTC(year, month - 1, day, clock.hour, clock.minute)
  const isReal = clock.hour < 24 && clock.minute < 60 && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
  if (!isReal || month < 1 || month > 12 || Number.isNaN(epoch)) return undefined
  const zone = (clock.zone ?? '').toUpperCase()
  const local = american[zone]
  const offset = local === undefined ? offsets[zone] : local + (isAmericanSummer(clock) ? hour : 0)
  const isAssumed = offset === undefined
  const time = isAssumed
    ? localToUtc(new Date(epoch).toISOString(), timeZone)
    : new Date(epoch - offset * 60_000).toISOString()
  return time === undefined ? undefined : { time, isAssumed }
}

// From the second Sunday of March to the first of November, at two o'clock (US Energy Policy Act of 2005).
const isAmericanSummer = ({ year, month, day, hour: hours }: WallClock): boolean => {
  const at = (month * 100 + day) * 100 + hours
  return at >= (300 + sundayOf(year, 3, 8)) * 100 + 2 && at < (1100 + sundayOf(year, 11, 1)) * 100 + 2
}

const sundayOf = (year: number, month: number, from: number): number =>
  from + ((7 - new Date(Date.UTC(year, month - 1, from)).getUTCDay()) % 7)

/** A year of two digits: wires of this format exist since the seventies. */
export const yearOf = (digits: string): number => {
  const year = Number(digits)
  return digits.length > 2 ? year : year < 70 ? 2000 + year : 1900 + year
}

/** The date of a UTC time, `2013-11-13`. */
export const dayOf = (time: string): string => time.slice(0, 10)
