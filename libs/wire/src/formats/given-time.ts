import { parseTime } from '#eventing'
import type { TimeTrust } from '#incident'

/** A time as UTC, and how far it can be trusted. */
export type GivenTime = { readonly time: string; readonly trust: Exclude<TimeTrust, 'none'> }

const w3c = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s?([Zz]|[+-]\d{2}:?\d{2})?)?$/

/**
 * A time in any of the forms that W3C-DTF and RFC 3339 allow: down to the day, the minute or below the second. What
 * names no offset is taken for UTC and says `local-assumed`. Undefined for anything else.
 */
export const givenTime = (text: string): GivenTime | undefined => {
  const match = w3c.exec(text.trim())
  if (match === null) return undefined
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second, zone] = match
  const time = parseTime(`${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}${zone ?? 'Z'}`)
  if (time === undefined) return undefined
  return { time, trust: zone === undefined ? 'local-assumed' : second === undefined ? 'minute' : 'exact' }
}
