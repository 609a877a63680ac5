import type { Content } from '../content/content.js'
import { maxProblems } from '../limits.js'
import { rejected } from '../rejection.js'
import type { Decoded, Hints, Problem, Rejected, WireUpdate } from '../wire-update.js'
import { maxMessages, messagesOf, withFrames } from './frames.js'

type DecodedMessage = { readonly update: WireUpdate; readonly warnings: readonly string[] }

/** How a format reads one message; undefined where it has no header of the format. */
export type MessageDecoder = (message: string, hints: Hints) => DecodedMessage | undefined

// Lines of twenty characters would fill an item of the greatest size with as many.
const maxTextLines = 50_000

const hasMoreLines = (text: string, limit: number): boolean => {
  let at = -1
  for (let lines = 0; lines < limit; lines++) {
    at = text.indexOf('\n', at + 1)
    if (at === -1) return false
  }
  return true
}

/**
 * Decodes a transmission of one message or several. All or nothing: of a transmission of which only a part was filed
 * nobody would know the rest. `header` says what a message must begin with; `prepare` may change the whole text first.
 */
export const decodeTransmission = (
  format: string,
  content: Content,
  hints: Hints,
  decodeMessage: MessageDecoder,
  header: string,
  prepare: (text: string, warnings: string[]) => string = (text) => text,
): Decoded | Rejected => {
  const reading = content.wireText()
  if (!reading.ok) {
    const { code, path, message } = reading
    return { ...rejected(code, message, [{ path, message }]), unsupported: code === 'WIRE_CHARSET' }
  }
  const warnings: string[] = reading.warning === null ? [] : [reading.warning]
  const framed = withFrames(reading.text)
  if (hasMoreLines(framed, maxTextLines)) {
    const message = `more than ${maxTextLines} lines; one transmission may have as many`
    return rejected('WIRE_TOO_LARGE', message, [{ path: `line ${maxTextLines + 1}`, message }])
  }
  const messages = messagesOf(prepare(framed, warnings))
  if (messages.length > maxMessages) {
    const message = `${messages.length} messages; one transmission may have ${maxMessages}`
    return rejected('WIRE_TOO_LARGE', message, [{ path: `message ${maxMessages + 1}`, message }])
  }
  const updates: WireUpdate[] = []
  const problems: Problem[] = []
  for (const [index, text] of messages.entries()) {
    const decoded = decodeMessage(text, messages.length === 1 ? hints : { ...hints, item: null })
    const at = messages.length === 1 ? '' : `message ${index + 1}: `
    if (decoded === undefined) problems.push({ path: `${at}line 1`, message: `is no header: ${header}` })
    else {
      updates.push(decoded.update)
      warnings.push(...decoded.warnings.map((warning) => `${at}${warning}`))
    }
    if (problems.length === maxProblems) break
  }
  const [problem] = problems
  if (problem !== undefined) return rejected('WIRE_FIELDS', `${problem.path} ${problem.message}`, problems)
  return { outcome: 'decoded', format, updates, warnings }
}
