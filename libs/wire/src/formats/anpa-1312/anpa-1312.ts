import type { Content } from '../../content/content.js'
import { rejected } from '../../rejection.js'
import { messagesOf, withFrames } from '../../teleprinter/frames.js'
import type { Decoded, Hints, Problem, Rejected, WireUpdate } from '../../wire-update.js'
import type { Format } from '../format.js'
import { decodeMessage } from './decode-message.js'
import { anpaHeaderOf } from './header.js'
import { anpaMessageOf } from './message.js'

const recognises = (content: Content): boolean => {
  const reading = content.wireText()
  // Both lines have their place at the very beginning, so that no long text is searched.
  return reading.ok && anpaHeaderOf(withFrames(reading.text.slice(0, 1000))) !== undefined
}

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.wireText()
  if (!reading.ok) {
    const { code, path, message } = reading
    return { ...rejected(code, message, [{ path, message }]), unsupported: code === 'WIRE_CHARSET' }
  }
  const updates: WireUpdate[] = []
  const warnings: string[] = reading.warning === null ? [] : [reading.warning]
  const problems: Problem[] = []
  const messages = messagesOf(withFrames(reading.text))
  messages.forEach((text, index) => {
    const message = anpaMessageOf(text)
    const at = messages.length === 1 ? '' : `message ${index + 1}: `
    if (message === undefined) {
      problems.push({ path: `${at}line 1`, message: 'is no ANPA 1312 header: service letter, number, priority, slug' })
      return
    }
    const decoded = decodeMessage(message, messages.length === 1 ? hints : { ...hints, item: null })
    updates.push(decoded.update)
    warnings.push(...decoded.warnings.map((warning) => `${at}${warning}`))
  })
  const [problem] = problems
  if (problem !== undefined) return rejected('WIRE_FIELDS', `${problem.path} ${problem.message}`, problems)
  return { outcome: 'decoded', format: 'anpa-1312', updates, warnings }
}

/** ANPA 1312 (NAA 89-3), the format of North American text wires, with its control characters or what became of them. */
export const anpa1312: Format = {
  name: 'anpa-1312',
  mediaTypes: ['text/vnd.anpa-1312', 'application/x-anpa-1312'],
  weak: false,
  recognises,
  decode,
}
