import type { Pool } from 'pg'
import { revisionFeed, type FeedItem } from '#read-model'

/** A revision with its JSON made once, however many clients it goes to. */
export type Frame = {
  readonly partition: number
  readonly offset: number
  readonly incident: string
  readonly data: string
}

const kept = 2_000
const pageSize = 500
// There may be as many of these as there are clients.
const ownPageSize = 100

/**
 * The newest revisions of each partition, read from the database once and shared by every client of the stream. A client
 * that is further behind reads for itself.
 */
export type RecentRevisions = {
  /** Revisions of a partition from an offset on, all or of one incident, at most a page; `policy`: the serving one's name. */
  readonly from: (
    partition: number,
    offset: number,
    incident: string | null,
    policy: string,
  ) => Promise<readonly Frame[]>
}

type Window = {
  from: number
  next: number
  frames: Frame[]
  /** Under which all frames were made. */
  policy: string
  reading: Promise<void> | undefined
}

export const openRecentRevisions = (pool: Pool, topic: string): RecentRevisions => {
  const windows = new Map<number, Window>()

  const forget = (window: Window): void => {
    window.frames = []
    window.from = window.next
  }

  const extend = async (partition: number, window: Window, serving: string): Promise<void> => {
    const items = await revisionFeed(pool, topic, partition, window.next, null, pageSize)
    // What was read tells its policy itself: a switch may have come after `serving` was asked for.
    const policy = items.at(-1)?.policy ?? serving
    // A kill or a hold takes words out of revisions that were made before it, another policy made all of them anew: those
    // are read again.
    if (policy !== window.policy || items.some(({ veils }) => veils)) forget(window)
    window.policy = policy
    window.frames.push(...items.map(frameOf))
    window.next = (items.at(-1)?.offset ?? window.next - 1) + 1
    // What left an incident is killed or held elsewhere from then on, and nothing here would tell.
    if (items.some(({ item }) => item.eventType === 'UpdatesMovedOut')) return forget(window)
    const surplus = window.frames.length - kept
    if (surplus <= 0) return
    const dropped = window.frames.splice(0, surplus)
    window.from = (dropped.at(-1)?.offset ?? window.from - 1) + 1
  }

  // Clients that begin at one place, as after a failover, ask for the same page at once.
  const behind = new Map<string, Promise<readonly Frame[]>>()
  const readBehind = (partition: number, offset: number, incident: string | null): Promise<readonly Frame[]> => {
    const key = `${partition} ${offset} ${incident ?? ''}`
    const reading = behind.get(key)
    if (reading !== undefined) return reading
    const page = revisionFeed(pool, topic, partition, offset, incident, ownPageSize)
      .then((items) => items.map(frameOf))
      .finally(() => behind.delete(key))
    behind.set(key, page)
    return page
  }

  return {
    from: async (partition, offset, incident, policy) => {
      const window = windows.get(partition) ?? { from: offset, next: offset, frames: [], policy, reading: undefined }
      windows.set(partition, window)
      if (offset >= window.from) {
        window.reading ??= extend(partition, window, policy).finally(() => {
          window.reading = undefined
        })
        await window.reading
      }
      if (offset < window.from) return readBehind(partition, offset, incident)
      return window.frames.filter(
        (frame) => frame.offset >= offset && (incident === null || frame.incident === incident),
      )
    },
  }
}

const frameOf = ({ partition, offset, item }: FeedItem): Frame => ({
  partition,
  offset,
  incident: item.incident,
  data: item.text,
})
