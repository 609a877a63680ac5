import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { SourceError } from '../source-error.js'

/** The whole body, unpacked; throws SOURCE_TOO_LARGE as soon as it is over the limit, packed or not. */
export const readBody = async (response: IncomingMessage, maxBytes: number): Promise<Buffer> => {
  const declared = Number(response.headers['content-length'])
  if (declared > maxBytes) {
    response.destroy()
    throw tooLarge(`${declared} bytes are announced`, maxBytes)
  }
  const parts: Buffer[] = []
  let length = 0
  for await (const part of unpacked(response)) {
    length += (part as Buffer).length
    if (length > maxBytes) {
      response.destroy()
      throw tooLarge('the document goes on', maxBytes)
    }
    parts.push(part as Buffer)
  }
  // A connection that ends early must not pass for a short document.
  if (!response.complete) throw new SourceError('SOURCE_UNREACHABLE', 'the connection ended within the document')
  return Buffer.concat(parts)
}

const tooLarge = (what: string, maxBytes: number): SourceError =>
  new SourceError('SOURCE_TOO_LARGE', `${what}; at most ${maxBytes} are taken`)

const unpackers = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const

const unpacked = (response: IncomingMessage): Readable => {
  const coding = (response.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (coding === 'identity') return response
  if (!(coding in unpackers)) {
    response.destroy()
    throw new SourceError('SOURCE_FEED_UNREADABLE', `content-encoding ${coding} is not known`)
  }
  // The reader of the last stream meets every error.
  return pipeline(response, unpackers[coding as keyof typeof unpackers](), () => undefined)
}
