import { parseTime } from '#eventing'
import { contentOf } from './content/content.js'
import { wireledger } from './formats/wireledger/wireledger.js'
import { checkHints } from './hints.js'
import { maxItemBytes, maxLines } from './limits.js'
import { decoderFailed, rejected, summaryOf } from './rejection.js'
import type { Decoded, Hints, Problem, Rejected, WireUpdate } from './wire-update.js'

/** One line of an NDJSON body; `line` counts from 1 and counts blank lines too, `bytes` has no line break. */
export type WireLine = { readonly line: number; readonly bytes: Uint8Array }

/** A line with the update it holds. */
export type DecodedLine = WireLine & { readonly update: WireUpdate; readonly warnings: readonly string[] }

export type DecodedLines = { readonly outcome: 'decoded'; readonly lines: readonly DecodedLine[] }

/** The lines of an NDJSON body without the blank ones: views into the same bytes, in order. */
export const splitLines = (bytes: Uint8Array): readonly WireLine[] => {
  const lines: WireLine[] = []
  let start = 0
  for (let line = 1; start < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, start)
    const end = found === -1 ? bytes.length : found
    const content = bytes.subarray(start, bytes[end - 1] === 0x0d && end > start ? end - 1 : end)
    if (!content.every(isSpace)) lines.push({ line, bytes: content })
    start = end + 1
  }
  return lines
}

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d

/**
 * An `application/x-ndjson` body: one Wireledger update a line, or a rejection of all of it that names each bad line.
 * A problem's path begins with the line: `/3/claims` is the member `claims` of line 3; `/3` alone where the line is no
 * JSON (its message then gives the column or byte). Never throws.
 */
export const decodeLines = (bytes: Uint8Array | null, hints: Hints): DecodedLines | Rejected => {
  try {
    return decodeChecked(bytes, hints)
  } catch (error) {
    return decoderFailed(error)
  }
}

const decodeChecked = (bytes: Uint8Array | null, hints: Hints): DecodedLines | Rejected => {
  const headerProblems = checkHints(hints)
  if (headerProblems.length > 0) return rejected('WIRE_HEADER', summaryOf(headerProblems), headerProblems)
  const lines = bytes === null ? [] : splitLines(bytes)
  if (lines.length === 0)
    return rejected('WIRE_EMPTY', 'there is no line with content', [{ path: '', message: 'no lines' }])
  if (lines.length > maxLines) {
    const message = `${lines.length} lines; one request may have ${maxLines}`
    return rejected('WIRE_TOO_MANY_LINES', message, [{ path: '', message }])
  }
  const saidAt = hints.saidAt === null ? null : (parseTime(hints.saidAt) ?? null)
  return collected(lines, { ...hints, saidAt })
}

const collected = (lines: readonly WireLine[], hints: Hints): DecodedLines | Rejected => {
  const decoded: DecodedLine[] = []
  const problems: Problem[] = []
  let first: Rejected | undefined
  for (const line of lines) {
    const result = decodeLine(line.bytes, hints)
    if (result.outcome === 'rejected') {
      first ??= result
      problems.push(...result.problems.map((problem) => atLine(line.line, problem)))
    } else decoded.push(...result.updates.map((update) => ({ ...line, update, warnings: result.warnings })))
  }
  if (first === undefined) return { outcome: 'decoded', lines: decoded }
  return { ...rejected('WIRE_FIELDS', summaryOf(problems), problems), code: first.code }
}

const decodeLine = (bytes: Uint8Array, hints: Hints): Decoded | Rejected => {
  if (bytes.length <= maxItemBytes) return wireledger.decode(contentOf(bytes, null), hints)
  const message = `${bytes.length} bytes; one item may have ${maxItemBytes}`
  return rejected('WIRE_TOO_LARGE', message, [{ path: '', message }])
}

const atLine = (line: number, { path, message }: Problem): Problem =>
  path === '' || path.startsWith('/')
    ? { path: `/${line}${path}`, message }
    : { path: `/${line}`, message: `${path.replace('line 1, ', '')}: ${message}` }
