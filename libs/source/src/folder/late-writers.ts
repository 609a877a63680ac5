import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isSame, type Seen } from './listing.js'
import { doneFolder, moved } from './put-away.js'

/** Looks after files that were moved away: a writer that had only paused goes on writing into them. */
export type LateWriters = {
  /** `name` is the file's own, `doneAs` the one it was moved under. */
  readonly watch: (seen: Seen, doneAs: string, now: number) => void
  /** Takes files that changed back into the folder, to be sent again as they then are; answers their names. */
  readonly takeBack: (now: number) => Promise<readonly string[]>
}

const watchedMs = 120_000
const mostWatched = 1_000

export const watchLateWriters = (folder: string): LateWriters => {
  let watched: { readonly seen: Seen; readonly doneAs: string; readonly until: number }[] = []
  return {
    watch: (seen, doneAs, now) => {
      watched.push({ seen, doneAs, until: now + watchedMs })
      if (watched.length > mostWatched) watched = watched.slice(-mostWatched)
    },
    takeBack: async (now) => {
      watched = watched.filter(({ until }) => until > now)
      const names: string[] = []
      for (const one of [...watched]) {
        const path = join(folder, doneFolder, one.doneAs)
        const stats = await stat(path).catch(() => null)
        if (stats !== null && isSame(one.seen, { name: one.seen.name, ...sizeOf(stats) })) continue
        const isOurs = stats !== null && stats.ino === one.seen.ino
        if (isOurs && !(await moved(path, join(folder, one.doneAs)))) continue
        watched.splice(watched.indexOf(one), 1)
        if (isOurs) names.push(one.doneAs)
      }
      return names
    },
  }
}

const sizeOf = ({ size, mtimeMs, ino }: { size: number; mtimeMs: number; ino: number }) => ({ size, mtimeMs, ino })
