import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { SourceError } from '../source-error.js'

/** A file as it was seen. Two that are equal in all of it are taken for the same, unchanged. */
export type Seen = { readonly name: string; readonly size: number; readonly mtimeMs: number; readonly ino: number }

export const isSame = (left: Seen, right: Seen): boolean =>
  left.size === right.size && left.mtimeMs === right.mtimeMs && left.ino === right.ino

// What programs call a file they have not finished.
const unfinished = /^\.|~$|\.(?:tmp|temp|part|partial|filepart|crdownload|swp|lock)$/i

/** The files of a folder, without those that are still being brought under another name; throws SOURCE_FOLDER. */
export const listFiles = async (folder: string): Promise<readonly Seen[]> => {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new SourceError('SOURCE_FOLDER', `the folder cannot be read: ${error.message}`, { cause: error })
  })
  const seen = await Promise.all(names.filter((name) => !unfinished.test(name)).map((name) => look(folder, name)))
  return seen
    .filter((file) => file !== null)
    .sort((left, right) => left.mtimeMs - right.mtimeMs || compare(left, right))
}

const compare = (left: Seen, right: Seen): number => (left.name < right.name ? -1 : 1)

/** Null for what is gone, and for what is no file: folders, links that could lead anywhere, pipes. */
export const look = async (folder: string, name: string): Promise<Seen | null> => {
  try {
    const stats = await lstat(join(folder, name))
    return stats.isFile() ? { name, size: stats.size, mtimeMs: stats.mtimeMs, ino: stats.ino } : null
  } catch {
    return null
  }
}
