import { localToUtc, parseTime } from '#eventing'
import type { TimeTrust } from '#incident'

/** A time as UTC, and how far it can be trusted. */
export type ReadTime = { readonly at: string; readonly trust: TimeTrust }

const iso =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[Tt ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/

/**
 * A time in the extended or the basic form of ISO 8601 (`20130102T120000Z`), with or without seconds and zone, or a day
 * alone. What has no offset is local time of the given IANA zone, of UTC where that is null, and says so. Undefined for
 * anything else.
 */
export const isoTimeOf = (text: string, zone: string | null): ReadTime | undefined => {
  const match = iso.exec(text.trim())
  if (match === null) return undefined
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second, fraction, offset] = match
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}${fraction === undefined ? '' : `.${fraction}`}`
  const at = parseTime(`${wall}${offset === undefined ? 'Z' : minutesOf(offset)}`)
  if (at === undefined) return undefined
  if (offset === undefined) return assumed(localToUtc(at, zone))
  return { at, trust: second === undefined ? 'minute' : 'exact' }
}

const minutesOf = (offset: string): string => (/^[+-]\d{2}$/.test(offset) ? `${offset}:00` : offset)

/** A time whose zone the document does not tell; undefined where there is none. */
export const assumed = (at: string | undefined): ReadTime | undefined =>
  at === undefined ? undefined : { at, trust: 'local-assumed' }
