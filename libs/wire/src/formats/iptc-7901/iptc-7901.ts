import type { Content } from '../../content/content.js'
import { rejected } from '../../rejection.js'
import { messagesOf, withFrames } from '../../teleprinter/frames.js'
import { withNationalLetters } from '../../teleprinter/national-letters.js'
import type { Decoded, Hints, Problem, Rejected, WireUpdate } from '../../wire-update.js'
import type { Format } from '../format.js'
import { decodeMessage } from './decode-message.js'
import { iptc7901HeaderOf } from './header.js'
import { iptc7901MessageOf } from './message.js'

const recognises = (content: Content): boolean => {
  const reading = content.wireText()
  return reading.ok && iptc7901HeaderOf(withFrames(reading.text.slice(0, 1000))) !== undefined
}

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.wireText()
  if (!reading.ok) {
    const { code, path, message } = reading
    return { ...rejected(code, message, [{ path, message }]), unsupported: code === 'WIRE_CHARSET' }
  }
  const { text, variant } = withNationalLetters(withFrames(reading.text))
  const updates: WireUpdate[] = []
  const warnings: string[] = reading.warning === null ? [] : [reading.warning]
  if (variant !== null) warnings.push(`the 7-bit text is in a national alphabet, read as ${variant}`)
  const problems: Problem[] = []
  const messages = messagesOf(text)
  messages.forEach((part, index) => {
    const message = iptc7901MessageOf(part, hints.saidAt)
    const at = messages.length === 1 ? '' : `message ${index + 1}: `
    if (message === undefined) {
      problems.push({
        path: `${at}line 1`,
        message: 'is no IPTC 7901 header: source and number, priority, category, words',
      })
      return
    }
    const decoded = decodeMessage(message, messages.length === 1 ? hints : { ...hints, item: null })
    updates.push(decoded.update)
    warnings.push(...decoded.warnings.map((warning) => `${at}${warning}`))
  })
  const [problem] = problems
  if (problem !== undefined) return rejected('WIRE_FIELDS', `${problem.path} ${problem.message}`, problems)
  return { outcome: 'decoded', format: 'iptc-7901', updates, warnings }
}

/** IPTC 7901, the text format of European wires, with its control characters or what became of them. */
export const iptc7901: Format = {
  name: 'iptc-7901',
  mediaTypes: ['text/vnd.iptc-7901', 'application/x-iptc-7901'],
  weak: false,
  recognises,
  decode,
}
