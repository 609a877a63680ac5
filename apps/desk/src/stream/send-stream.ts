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
/** How long a page is held for a client that takes nothing: less than a page takes to read, and long for one that reads. */
const patienceMs = 100

/**
 * Writes revisions to one client from its vector on, until it goes. It pulls: a client that does not read is soon waited
 * for with nothing in hand, so that it costs no memory, misses nothing and gets nothing twice.
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
    if (response.writableNeedDrain) await drained(response)
    const wrote = await writeNew(response, vector, incident, parts, gone.signal)
    if (wrote) {
      pinged = Date.now()
      continue
    }
    await parts.changes.next(Math.max(1, pinged + pingMs - Date.now()), gone.signal)
    if (Date.now() - pinged < pingMs || gone.signal.aborted) continue
    response.write(': still here\n\n')
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
      if (gone.aborted) return true
      vector.set(partition, frame.offset + 1)
      const flows = response.write(eventOf(frame, vector)) || (await drained(response, patienceMs))
      if (!flows) return true
      wrote = true
    }
  }
  return wrote
}

const eventOf = ({ data }: Frame, vector: Vector): string =>
  `event: revision\nid: ${encodeToken(vector)}\ndata: ${data}\n\n`

/** Resolves true when the client has taken what was written, or went; false when it took too long. */
const drained = (response: ServerResponse, mostMs?: number): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (answer: boolean): void => {
      clearTimeout(timer)
      response.off('drain', taken).off('close', taken)
      resolve(answer)
    }
    const taken = (): void => settle(true)
    const timer = mostMs === undefined ? undefined : setTimeout(() => settle(false), mostMs)
    response.once('drain', taken).once('close', taken)
  })
