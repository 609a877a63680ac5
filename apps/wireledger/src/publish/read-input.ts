import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { CommandFailure, exitCodes, reasonOf } from '../failure.js'

/** The bytes of a file of the user's, or of standard input for `-`. */
export const readInput = async (file: string): Promise<Buffer<ArrayBuffer>> => {
  try {
    return Buffer.from(file === '-' ? await buffer(process.stdin) : await readFile(file))
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new CommandFailure(
      missing ? `${file}: no such file` : `${file}: ${reasonOf(error)}`,
      missing ? exitCodes.notFound : exitCodes.failed,
    )
  }
}

/** The content type that a file's name tells; undefined where the shape of the bytes has to. */
export const contentTypeOf = (file: string): string | undefined =>
  /\.(ndjson|jsonl)$/i.test(file) ? 'application/x-ndjson' : undefined
