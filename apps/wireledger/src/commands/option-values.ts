import { isTimeZone, parseTime } from '#eventing'
import { InvalidArgumentError } from 'commander'

/** An RFC 3339 time as an option's value. */
export const timeOption = (text: string): string => {
  const time = parseTime(text)
  if (time === undefined) throw new InvalidArgumentError('It must be an RFC 3339 time such as 2023-09-24T07:00:00Z.')
  return time
}

/** A whole number of at least `least` as an option's value. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN
    if (!(number >= least)) throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`)
    return number
  }

/** An IANA time zone as an option's value. */
export const timeZoneOption = (text: string): string => {
  if (!isTimeZone(text)) throw new InvalidArgumentError('It must be an IANA time zone such as Europe/Vienna.')
  return text
}

const providerShape = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** A provider code as an option's value (contract §2.1). */
export const providerOption = (text: string): string => {
  if (!providerShape.test(text)) {
    throw new InvalidArgumentError('It must be a provider code: lower-case letters, digits, dot, dash, underscore.')
  }
  return text
}
