import { decodeEvent, type IncidentRecord } from '#incident'
import type { Sample } from '../harness/sampler.js'
import type { World } from '../harness/world.js'
import type { Sent } from '../load/history.js'
import type { SseCapture } from '../load/sse-capture.js'
import { readTopic, type RawLog, type RawRecord } from './raw-log.js'
import { readTables, type Tables } from './tables.js'

/** A record of the log of record: an event, or something that is none. */
export type LoggedEvent = {
  readonly record: RawRecord
  readonly event: IncidentRecord | null
  /** True where the same event stands earlier in the log. */
  readonly again: boolean
}

/** What a replay beside the live version came to. */
export type Replay = {
  readonly identical: boolean
  readonly switched: boolean
  readonly before: string
  readonly after: string
}

/** All a checker may look at: nothing of it comes out of a service's own mouth but the stream that readers saw. */
export type Evidence = {
  readonly sent: readonly Sent[]
  readonly wire: RawLog
  readonly log: ReadonlyMap<number, readonly LoggedEvent[]>
  readonly events: readonly LoggedEvent[]
  readonly tables: Tables
  readonly samples: readonly Sample[]
  readonly readers: readonly SseCapture[]
  readonly replays: readonly Replay[]
  readonly topics: { readonly wire: string; readonly incident: string }
}

const eventsOf = (records: readonly RawRecord[], seen: Set<string>): LoggedEvent[] =>
  records.map((record) => {
    const decoded = decodeEvent(record.text ?? '')
    const event = decoded.ok && decoded.record.incident === record.key ? decoded.record : null
    const again = event !== null && seen.has(event.id)
    if (event !== null) seen.add(event.id)
    return { record, event, again }
  })

/** Reads everything of a system that has come to rest. */
export const gather = async (world: World, replays: readonly Replay[]): Promise<Evidence> => {
  const { servers, topics, probe, databaseUrl, history, sampler, readers } = world
  const [wire, incident] = await Promise.all(
    [topics.wire, topics.incident].map(async (topic) => readTopic(servers.brokers, topic, await probe.ends(topic))),
  )
  const log = new Map(
    [...(incident ?? new Map<number, RawRecord[]>())].map(([partition, records]) => [
      partition,
      eventsOf(records, new Set()),
    ]),
  )
  return {
    sent: history.sent,
    wire: wire ?? new Map(),
    log,
    events: [...log.values()].flat(),
    tables: await readTables(databaseUrl, topics.wire),
    samples: sampler.samples,
    readers,
    replays,
    topics,
  }
}
