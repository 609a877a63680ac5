import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// Real items of agencies are not ours to publish, so they stand beside the repository and not in it.
const folder = join(process.cwd(), '..', 'shared', 'fixtures')

/** Real files of a format by name; none where they are not at hand. */
export const realFilesOf = (format: string): readonly (readonly [string, Uint8Array])[] => {
  const path = join(folder, format)
  return existsSync(path)
    ? readdirSync(path).map((file) => [file, new Uint8Array(readFileSync(join(path, file)))] as const)
    : []
}

/** `describe`, skipped where there are no files. */
export const describeWith = (files: readonly unknown[]) => (files.length === 0 ? describe.skip : describe)
