import { openFinding, type Check } from './check.js'
import type { Evidence } from './evidence.js'

type Embargoed = { readonly [name in 'uri' | 'provider' | 'version' | 'embargoed']?: string }

const embargoOf = (text: string | null): { readonly updateId: string; readonly until: string } | null => {
  try {
    const { uri, provider, version, embargoed } = JSON.parse(text ?? '') as Embargoed
    return typeof embargoed === 'string' ? { updateId: `${provider}/${uri}@${version}`, until: embargoed } : null
  } catch {
    return null
  }
}

// A filer whose clock is wrong by more than this was given another time on purpose, and goes by that.
const honestMs = 60_000

type Filed = { readonly eventId: string; readonly recordedAt: string; readonly clock: string | null }

const filedByUpdate = ({ events }: Evidence): ReadonlyMap<string, Filed> =>
  new Map(
    events.flatMap(({ record: { recordedAt }, event }) => {
      if (event?.event.type !== 'UpdateFiled') return []
      const { update, evidence } = event.event.data
      const clock = (evidence['embargo'] as { readonly at?: string | null } | undefined)?.at ?? null
      return [[update.updateId, { eventId: event.id, recordedAt, clock }] as const]
    }),
  )

/** When a reader of the stream first saw each event. */
const firstSeen = ({ readers }: Evidence): ReadonlyMap<string, string> => {
  const first = new Map<string, number>()
  for (const { eventId, at } of readers.flatMap(({ seen }) => seen))
    first.set(eventId, Math.min(at, first.get(eventId) ?? Infinity))
  return new Map([...first].map(([eventId, at]) => [eventId, new Date(at).toISOString()]))
}

/**
 * Nothing under embargo is in the log of record, from which every reader gets what it shows, before its time: by the
 * clock that the filer had, and where that was right, by the broker's and by that of whoever read it in the stream.
 */
export const noEmbargoBroken: Check = {
  name: 'I9',
  says: 'nothing under embargo is seen early',
  find: (evidence) => {
    const finding = openFinding()
    const filed = filedByUpdate(evidence)
    const seen = firstSeen(evidence)
    for (const { text, partition, offset } of [...evidence.wire.values()].flat()) {
      const embargo = embargoOf(text)
      const event = embargo === null ? undefined : filed.get(embargo.updateId)
      if (embargo === null || event === undefined) continue
      finding.looked++
      const { updateId, until } = embargo
      const clock = event.clock ?? event.recordedAt
      const what = `${updateId} at ${partition}/${offset} is under embargo until ${until} and was filed`
      if (clock < until) finding.wrong(`${what} when its filer's clock was ${clock}`)
      const isHonest = Math.abs(Date.parse(clock) - Date.parse(event.recordedAt)) < honestMs
      if (isHonest && event.recordedAt < until) finding.wrong(`${what} at ${event.recordedAt}`)
      const seenAt = seen.get(event.eventId)
      if (isHonest && seenAt !== undefined && seenAt < until) finding.wrong(`${what} and read at ${seenAt}`)
    }
    return finding
  },
}
