import { updateIdOf, type UpdateFiled } from '#incident'
import type { Incoming } from '../incoming.js'

export type Refusal = { readonly code: string; readonly reason: string }

/** Longest update id, in UTF-16 code units: an index row must hold it. */
const longestId = 1300
/** Largest event, in bytes: the log of record takes records of 8 MiB, and the envelope wants its share. */
export const largestEvent = 8_300_000
// Below this even a text of nothing but three-byte characters stays under the largest event.
const certainlySmall = 1_000_000

/** What can never be an event, whatever is known: it would stop every reader of the log or the tables. */
export const refuseUnfit = (incoming: Incoming): Refusal | undefined => {
  const known = refused.get(incoming)
  if (known !== undefined) return known ?? undefined
  const refusal = unfitness(incoming)
  refused.set(incoming, refusal ?? null)
  return refusal
}

// Asked once for what has to be known and once more when it is decided on.
const refused = new WeakMap<Incoming, Refusal | null>()

const unfitness = ({ update, payloadLength, plainPayload }: Incoming): Refusal | undefined => {
  if (payloadLength > largestEvent) return tooLarge
  const { format, evidence, particulars } = update
  // All that is not in the payload.
  const place = unstorable(plainPayload === true ? { format, evidence, particulars } : update, '')
  if (place !== undefined)
    return { code: 'FILING_TEXT_UNFIT', reason: `${place} holds a NUL character or half a surrogate pair` }
  const fields = [update.provider, update.item ?? '', update.version]
  const ids = [
    updateIdOf(update.provider, update.item ?? '', update.version),
    ...update.relations.map((relation) => updateIdOf(relation.provider, relation.item, relation.version ?? '')),
    ...update.withdraws,
  ]
  if (fields[0] === '' || update.item === '' || fields[2] === '' || update.relations.some(({ item }) => item === ''))
    return { code: 'FILING_ID_EMPTY', reason: 'an item, version or provider is empty' }
  if (ids.some((id) => id.length > longestId))
    return { code: 'FILING_ID_TOO_LONG', reason: `an update id is longer than ${longestId} characters` }
  return undefined
}

/** Refuses an update whose event would not fit into a record of the log. */
export const refuseTooLarge = ({ payloadLength }: Incoming, data: UpdateFiled['data']): Refusal | undefined =>
  payloadLength < certainlySmall && data.update.claims.length < 200
    ? undefined
    : utf8Length(JSON.stringify(data)) > largestEvent
      ? tooLarge
      : undefined

const tooLarge: Refusal = { code: 'FILING_EVENT_TOO_LARGE', reason: `its event is larger than ${largestEvent} bytes` }

const utf8Length = (text: string): number => {
  let length = text.length
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1
  }
  return length
}

// With the u flag only halves of surrogate pairs are surrogates.
const unfit = /[\u0000\p{Surrogate}]/u
// Without the flag any surrogate is met, but the search is a plain one and most texts have none.
const mayBeUnfit = /[\u0000\ud800-\udfff]/
const everyUnfit = new RegExp(unfit.source, 'gu')

/** The place of the first text that PostgreSQL cannot hold; undefined where there is none. */
const unstorable = (value: unknown, path: string): string | undefined => {
  // Nearly every update is fit, and looking without naming places costs a third.
  if (isStorable(value)) return undefined
  if (typeof value === 'string') return path || '/'
  for (const [key, member] of Object.entries(value as object)) {
    const place = unstorable(key, `${path}/${key}`) ?? unstorable(member, `${path}/${key}`)
    if (place !== undefined) return place.replace(everyUnfit, '?').slice(0, 200)
  }
  return undefined
}

const isStorable = (value: unknown): boolean => {
  if (typeof value === 'string') return !mayBeUnfit.test(value) || !unfit.test(value)
  if (value === null || typeof value !== 'object') return true
  for (const key of Object.keys(value)) {
    if (!isStorable((value as { readonly [key: string]: unknown })[key]) || !isStorable(key)) return false
  }
  return true
}
