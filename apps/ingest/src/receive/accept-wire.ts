import { decode, decodeLines, maxItemBytes, unknownProvider, wireledgerMediaType, type Hints, type Rejected, type WireUpdate } from '#wire' // prettier-ignore
import type { NewRecord } from '#event-log'
import { Problem } from '#service'
import { readWireHeaders } from './wire-headers.js'

type Bytes = { readonly [name: string]: Buffer }

/** A record to be appended to the wire topic, and whose it is: the partition of a record without a key. */
export type WireRecord = NewRecord & { readonly provider: string }

const isNdjson = (contentType: string | null): boolean => /^application\/x-ndjson\s*(?:;|$)/i.test(contentType ?? '')

/**
 * A request body as the records it becomes: its own bytes, or one record a line of NDJSON. Throws a 4xx problem where
 * anything of it cannot be decoded, so that a publisher hears of it at the door and nothing is half accepted.
 */
export const recordsOf = (topic: string, body: Buffer, headers: Bytes): WireRecord[] => {
  const { hints, problems } = readWireHeaders(headers)
  if (problems.length > 0) throw new Problem(400, 'WIRE_HEADER', 'a header is not UTF-8', problems)
  return isNdjson(hints.contentType) ? linesOf(topic, body, headers, hints) : [itemOf(topic, body, headers, hints)]
}

const itemOf = (topic: string, body: Buffer, headers: Bytes, hints: Hints): WireRecord => {
  const decoded = decode(body, hints)
  if (decoded.outcome === 'rejected') throw refused(decoded)
  const provider = decoded.updates[0]?.provider ?? unknownProvider
  // The key of a bare text is the incident's name (contract §2.2): without a name it must have no key at all.
  const keyless = decoded.format === 'text' && hints.incident === null
  return { topic, key: keyless ? null : provider, value: body, headers, provider }
}

const linesOf = (topic: string, body: Buffer, headers: Bytes, hints: Hints): WireRecord[] => {
  const decoded = decodeLines(body, hints)
  if (decoded.outcome === 'rejected') throw refused(decoded)
  const lineHeaders = { ...headers, 'content-type': Buffer.from(wireledgerMediaType) }
  return decoded.lines.map(({ bytes, update }: { bytes: Uint8Array; update: WireUpdate }) => ({
    ...{ topic, key: update.provider, value: viewOf(bytes), headers: lineHeaders, provider: update.provider },
  }))
}

const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const tooLarge = new Set(['WIRE_TOO_LARGE', 'WIRE_TOO_MANY_LINES'])

const refused = ({ code, unsupported, reason, problems }: Rejected): Problem => {
  const status = unsupported ? 415 : tooLarge.has(code) ? 413 : 400
  const detail = code === 'WIRE_TOO_LARGE' ? `${reason} (one item may have ${maxItemBytes} bytes)` : reason
  return new Problem(status, code, detail, problems)
}
