import type { Claim, IncidentRecord } from '#incident'

// Of keys: PostgreSQL refuses an index entry beyond 2,704 bytes, and the widest key of ours holds two of them.
const longestKey = 1024

/**
 * Why PostgreSQL would refuse (or alter) a decoded event, or undefined where it keeps it as it is. Filing lets none of
 * these through, so only a foreign writer can have appended one; it must not stop the partition for ever. `text` is the
 * event's own, or null where it holds no escapes.
 */
export const unstorable = (text: string | null, record: IncidentRecord): string | undefined =>
  (text === null ? undefined : badText(text, record)) ?? badKey(record) ?? badTime(record) ?? badTier(record)

// Valid UTF-8 can bring these in as JSON escapes only, which are rare: the walk is for the few texts that have one.
const suspicious = /\\u(?:0000|[dD][89a-fA-F])/
const unwritable = /\0|\p{Cs}/u

const badText = (text: string, record: IncidentRecord): string | undefined =>
  suspicious.test(text) && holdsUnwritable(record) ? 'a text holds U+0000 or half a surrogate pair' : undefined

const holdsUnwritable = (value: unknown): boolean => {
  if (typeof value === 'string') return unwritable.test(value)
  if (value === null || typeof value !== 'object') return false
  return Object.entries(value).some(([key, member]) => unwritable.test(key) || holdsUnwritable(member))
}

const badKey = ({ incident, event }: IncidentRecord): string | undefined => {
  if (tooLong(incident)) return tooLongFor('incident')
  if (event.type !== 'UpdateFiled') return undefined
  const { update, aliases } = event.data
  if (tooLong(update.updateId)) return tooLongFor('update id')
  if (tooLong(update.provider)) return tooLongFor('provider')
  if (aliases.some(tooLong)) return tooLongFor('alias')
  if (update.claims.some(({ id, fact }) => tooLong(id) || tooLong(fact))) return tooLongFor('claim id or fact')
  return undefined
}

// Three bytes are the most a UTF-16 unit takes; only texts near the limit need the exact count.
const tooLong = (text: string): boolean => text.length * 3 > longestKey && Buffer.byteLength(text) > longestKey
const tooLongFor = (what: string): string => `the ${what} is longer than ${longestKey} bytes`

const badTime = ({ event }: IncidentRecord): string | undefined => {
  if (event.type !== 'UpdateFiled') return noDay(event.data.saidAt) ?? noDay(event.data.receivedAt)
  const { update, receivedAt } = event.data
  const bad = noDay(update.saidAt) ?? noDay(receivedAt)
  if (bad !== undefined) return bad
  for (const { saidAt } of update.claims) if (saidAt !== update.saidAt && isNoDay(saidAt)) return noDay(saidAt)
  return undefined
}

const noDay = (time: string): string | undefined => (isNoDay(time) ? `${time} is not a day of the calendar` : undefined)

// PostgreSQL has no year 0, and no 31 February, which Date.parse takes for 3 March. Hour 24 is the next day's hour 0.
const isNoDay = (time: string): boolean =>
  time.startsWith('0000') || (mayRoll(time) && new Date(time).toISOString().slice(0, 10) !== time.slice(0, 10))
const mayRoll = (time: string): boolean =>
  time.charCodeAt(8) >= 0x33 ||
  (time.charCodeAt(8) === 0x32 && time.charCodeAt(9) === 0x39) ||
  (time.charCodeAt(11) === 0x32 && time.charCodeAt(12) === 0x34)

const badTier = ({ event }: IncidentRecord): string | undefined =>
  event.type === 'UpdateFiled' && event.data.update.claims.some(outOfRange) ? 'a tier is out of range' : undefined

const outOfRange = ({ tier }: Claim): boolean => tier < -32768 || tier > 32767
