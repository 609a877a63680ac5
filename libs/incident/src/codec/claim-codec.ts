import type { Json } from '#eventing'
import type { Claim } from '../claim.js'
import { parseFact } from '../facts/registry.js'
import { fail, filled, flag, list, members, numberOrNull, textOrNull, time, whole, type Members } from './checks.js'

/** A claim of a recorded event; fails where the fact would not have been filed. */
export const claimOf = (value: unknown): Claim => {
  const claim = members(value, '')
  const detail =
    claim['detail'] === undefined
      ? undefined
      : (members(claim['detail'], '/detail') as { [key: string]: Json | undefined })
  const fact = filled(claim['fact'], '/fact')
  const parsed = parseFact(fact, (claim['value'] ?? null) as Json, detail)
  if (!parsed.ok) return fail('', parsed.message)
  const checked = {
    id: filled(claim['id'], '/id'),
    fact,
    value: parsed.value,
    speaker: filled(claim['speaker'], '/speaker'),
    tier: whole(claim['tier'], '/tier'),
    independenceGroup: filled(claim['independenceGroup'], '/independenceGroup'),
    via: list(claim['via'], '/via', filled),
    saidAt: time(claim['saidAt'], '/saidAt'),
    quote: textOrNull(claim['quote'], '/quote'),
    allegation: flag(claim['allegation'], '/allegation'),
  }
  if (detail === undefined && claim['span'] === undefined && claim['reader'] === undefined) return checked
  return { ...checked, ...(detail === undefined ? {} : { detail }), ...readingOf(claim) }
}

const readingOf = (claim: Members): Pick<Claim, 'span' | 'reader' | 'confidence'> => {
  const span = claim['span'] === undefined ? undefined : members(claim['span'], '/span')
  const reader = textOrNull(claim['reader'], '/reader')
  const confidence = numberOrNull(claim['confidence'], '/confidence')
  return {
    ...(span === undefined
      ? {}
      : { span: { start: whole(span['start'], '/span/start'), end: whole(span['end'], '/span/end') } }),
    ...(reader === null ? {} : { reader }),
    ...(confidence === null ? {} : { confidence }),
  }
}
