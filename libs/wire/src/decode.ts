import { parseTime } from '#eventing'
import { contentOf } from './content/content.js'
import { isNdjsonType, mediaTypeOf, type MediaType } from './content/media-type.js'
import { detect } from './detect.js'
import { checkHints } from './hints.js'
import { maxItemBytes, maxWarnings } from './limits.js'
import { decodeLines } from './lines.js'
import { decoderFailed, rejected, summaryOf } from './rejection.js'
import type { Decoded, Hints, Rejected } from './wire-update.js'

/**
 * Bytes as wire updates, or a rejection that says why and where. Total: never throws, whatever the bytes and hints;
 * no bytes at all (a Kafka null value) are a rejection too. The bytes are only read. Deterministic.
 */
export const decode = (bytes: Uint8Array | null, hints: Hints): Decoded | Rejected => {
  try {
    return withFewWarnings(decodeChecked(bytes, hints))
  } catch (error) {
    return decoderFailed(error)
  }
}

const decodeChecked = (bytes: Uint8Array | null, hints: Hints): Decoded | Rejected => {
  if (bytes === null || bytes.length === 0) return nothing()
  const type = mediaTypeOf(hints.contentType)
  if (isNdjsonType(type)) return decodeNdjsonRecord(bytes, hints)
  if (bytes.length > maxItemBytes) return tooLarge(bytes.length)
  const problems = checkHints(hints)
  if (problems.length > 0) return rejected('WIRE_HEADER', summaryOf(problems), problems)
  return decodeContent(bytes, type, hints)
}

const decodeContent = (bytes: Uint8Array, type: MediaType | null, hints: Hints): Decoded | Rejected => {
  const content = contentOf(bytes, type)
  const found = detect(content)
  if (found.outcome === 'rejected') return found
  const saidAt = hints.saidAt === null ? null : (parseTime(hints.saidAt) ?? null)
  const decoded = found.format.decode(content, { ...hints, saidAt })
  if (decoded.outcome === 'rejected' || found.warnings.length === 0) return decoded
  return { ...decoded, warnings: [...found.warnings, ...decoded.warnings] }
}

// The HTTP door sends each line as a record of its own; another producer may not have, and loses nothing by it.
const decodeNdjsonRecord = (bytes: Uint8Array, hints: Hints): Decoded | Rejected => {
  if (bytes.length > maxItemBytes) return tooLarge(bytes.length)
  const decoded = decodeLines(bytes, hints)
  if (decoded.outcome === 'rejected') return decoded
  return {
    outcome: 'decoded',
    format: 'wireledger',
    updates: decoded.lines.map(({ update }) => update),
    warnings: decoded.lines.flatMap(({ line, warnings }) => warnings.map((warning) => `line ${line}: ${warning}`)),
  }
}

const withFewWarnings = (result: Decoded | Rejected): Decoded | Rejected => {
  if (result.outcome === 'rejected' || result.warnings.length <= maxWarnings) return result
  const more = result.warnings.length - maxWarnings
  return { ...result, warnings: [...result.warnings.slice(0, maxWarnings), `and ${more} more warnings`] }
}

const nothing = (): Rejected => rejected('WIRE_EMPTY', 'the value is empty', [{ path: '', message: 'no bytes' }])

const tooLarge = (length: number): Rejected => {
  const message = `${length} bytes; one item may have ${maxItemBytes}`
  return rejected('WIRE_TOO_LARGE', message, [{ path: '', message }])
}
