import { CommandFailure } from '../failure.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { contentTypeOf, readInput } from '../publish/read-input.js'
import { decodeFile } from './decode-file.js'
import { decodedLines } from './decoded-lines.js'

/** What `wireledger decode` may be told. */
export type DecodeOptions = {
  readonly provider?: string
  readonly timeZone?: string
  readonly contentType?: string
  readonly json?: true
}

/** `wireledger decode`: what would be read from each file. Fails after the last file where one was rejected. */
export const decodeFiles = async (files: readonly string[], options: DecodeOptions): Promise<void> => {
  let rejected = 0
  for (const file of files) {
    const decoded = decodeFile(file, await readInput(file), {
      contentType: options.contentType ?? contentTypeOf(file) ?? null,
      provider: options.provider ?? null,
      timeZone: options.timeZone ?? null,
      receivedAt: new Date().toISOString(),
    })
    if (decoded.rejected !== null) rejected += 1
    if (options.json) printJson(decoded)
    else for (const line of decodedLines(decoded, outputWidth())) print(line)
  }
  if (rejected > 0) throw new CommandFailure(`${rejected} of ${files.length} rejected`)
}
