import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { ChangeSignal } from '../signal/change-signal.js'
import type { ServedPartitions } from '#read-model'
import type { Frame, RecentRevisions } from './recent-revisions.js'
import { encodeToken, type Vector } from './resume-token.js'

export type StreamParts = {
  readonly recent: RecentRevisions
  readonly changes: ChangeSignal
  readonly served: () => Promise<ServedPartitions>
}

/** A comment so often keeps proxies from cutting a quiet stream. */
const pingMs = 15_000

/**
 * Writes revisions to one client from its vector on, until it goes. It pulls: a client that does not read is waited for
 * with nothing but one page in hand, so that it costs no memory, misses nothing and gets nothing twice.
 */
export const sendStream = async (
  response: ServerResponse,
  vector: Vector,
  incident: string | null,
  parts: StreamParts,
): Promise<void> => {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  let pinged = Date.now()
  while (!gone.signal.aborted) {
    const wrote = await writeNew(response, vector, incident, parts, gone.signal)
    if (wrote) {
      pinged = Date.now()
      continue
    }
    await parts.changes.next(Math.max(1, pinged + pingMs - Date.now()), gone.signal)
    if (Date.now() - pinged < pingMs || gone.signal.aborted) continue
    await write(response, ': still here\n\n', gone.signal)
    pinged = Date.now()
  }
}

const writeNew = async (
  response: ServerResponse,
  vector: Vector,
  incident: string | null,
  { recent, served }: StreamParts,
  gone: AbortSignal,
): Promise<boolean> => {
  let wrote = false
  const { partitions, policy } = await served()
  for (const partition of partitions) {
    for (const frame of await recent.from(partition, vector.get(partition) ?? 0, incident, policy)) {
      vector.set(partition, frame.offset + 1)
      await write(response, eventOf(frame, vector), gone)
      if (gone.aborted) return true
      wrote = true
    }
  }
  return wrote
}

const eventOf = ({ data }: Frame, vector: Vector): string =>
  `event: revision\nid: ${encodeToken(vector)}\ndata: ${data}\n\n`

const write = async (response: ServerResponse, text: string, gone: AbortSignal): Promise<void> => {
  if (gone.aborted || response.write(text)) return
  await once(response, 'drain', { signal: gone }).catch(() => undefined)
}
