import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { SourceError } from '../source-error.js'
import { isSame, type Seen } from './listing.js'

/** The bytes of a file as it was seen; null where it has changed meanwhile. Throws SOURCE_FILE_UNREADABLE. */
export const readSettled = async (folder: string, seen: Seen): Promise<Buffer | null> => {
  try {
    // Never through a link put in its place, and never waiting for a pipe.
    const file = await open(join(folder, seen.name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const bytes = Buffer.alloc(seen.size)
      const { bytesRead } = await file.read(bytes, 0, seen.size, 0)
      const { size, mtimeMs, ino } = await file.stat()
      return bytesRead === seen.size && isSame(seen, { name: seen.name, size, mtimeMs, ino }) ? bytes : null
    } finally {
      await file.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new SourceError('SOURCE_FILE_UNREADABLE', `cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

/** Only where the name is sure to be right and the shape does not say it: lines look like one document. */
export const typeOfName = (name: string): string | null =>
  /\.(?:ndjson|jsonl)$/i.test(name) ? 'application/x-ndjson' : null
