import type { Json } from '#eventing'
import type { Claim } from '../claim.js'
import { parseFact } from '../facts/registry.js'
import { fail, filled, flag, list, members, numberOrNull, textOrNull, time, whole, type Members } from './checks.js'

/** A claim of a recorded event; fails where the fact would not have been filed. */
export const claimOf = (value: unknown, path: string): Claim => {
  const claim = members(value, path)
  const detail =
    claim['detail'] === undefined
      ? undefined
      : (members(claim['detail'], `${path}/detail`) as { [key: string]: Json | undefined })
  const fact = filled(claim['fact'], `${path}/fact`)
  const parsed = parseFact(fact, (claim['value'] ?? null) as Json, detail)
  if (!parsed.ok) return fail(path, parsed.message)
  return {
    id: filled(claim['id'], `${path}/id`),
    fact,
    value: parsed.value,
    speaker: filled(claim['speaker'], `${path}/speaker`),
    tier: whole(claim['tier'], `${path}/tier`),
    independenceGroup: filled(claim['independenceGroup'], `${path}/independenceGroup`),
    via: list(claim['via'], `${path}/via`, filled),
    saidAt: time(claim['saidAt'], `${path}/saidAt`),
    quote: textOrNull(claim['quote'], `${path}/quote`),
    allegation: flag(claim['allegation'], `${path}/allegation`),
    ...(detail === undefined ? {} : { detail }),
    ...readingOf(claim, path),
  }
}

const readingOf = (claim: Members, path: string): Pick<Claim, 'span' | 'reader' | 'confidence'> => {
  const span = claim['span'] === undefined ? undefined : members(claim['span'], `${path}/span`)
  const reader = textOrNull(claim['reader'], `${path}/reader`)
  const confidence = numberOrNull(claim['confidence'], `${path}/confidence`)
  return {
    ...(span === undefined
      ? {}
      : { span: { start: whole(span['start'], `${path}/span/start`), end: whole(span['end'], `${path}/span/end`) } }),
    ...(reader === null ? {} : { reader }),
    ...(confidence === null ? {} : { confidence }),
  }
}
