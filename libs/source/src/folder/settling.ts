import { isSame, type Seen } from './listing.js'

/** Files that wait until they have not changed for a while. */
export type Settling = {
  /** Takes in what is there now and answers the files that have settled, in the order given. */
  readonly settled: (files: readonly Seen[], now: number) => readonly Seen[]
  /** Since when the oldest that is there has been seen; null where nothing is. */
  readonly oldestAt: () => number | null
  /** Forgets a file: it is gone, or waits anew. */
  readonly forget: (name: string) => void
}

/** An empty file is one that somebody is about to fill: it gets longer. */
const emptySettleMs = 60_000

export const openSettling = (settleMs: number): Settling => {
  let waiting = new Map<string, { readonly seen: Seen; readonly firstAt: number; readonly unchangedAt: number }>()
  return {
    settled: (files, now) => {
      waiting = new Map(
        files.map((file) => {
          const before = waiting.get(file.name)
          const unchanged = before !== undefined && isSame(before.seen, file)
          return [
            file.name,
            { seen: file, firstAt: before?.firstAt ?? now, unchangedAt: unchanged ? before.unchangedAt : now },
          ]
        }),
      )
      return files.filter((file) => {
        const since = waiting.get(file.name)?.unchangedAt ?? now
        return now - since >= (file.size === 0 ? Math.max(emptySettleMs, settleMs) : settleMs)
      })
    },
    oldestAt: () => {
      const times = [...waiting.values()].map(({ firstAt }) => firstAt)
      return times.length === 0 ? null : times.reduce((least, time) => Math.min(least, time))
    },
    forget: (name) => waiting.delete(name),
  }
}
