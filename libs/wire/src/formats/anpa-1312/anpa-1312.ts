import type { Content } from '../../content/content.js'
import { withFrames } from '../../teleprinter/frames.js'
import { decodeTransmission } from '../../teleprinter/transmission.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import type { Format } from '../format.js'
import { decodeMessage } from './decode-message.js'
import { anpaHeaderOf } from './header.js'
import { anpaMessageOf } from './message.js'

const name = 'anpa-1312'

const recognises = (content: Content): boolean => {
  const reading = content.wireText()
  // Both lines have their place at the very beginning, so that no long text is searched.
  return reading.ok && anpaHeaderOf(withFrames(reading.text.slice(0, 1000))) !== undefined
}

const decode = (content: Content, hints: Hints): Decoded | Rejected =>
  decodeTransmission(
    name,
    content,
    hints,
    (text, own) => {
      const message = anpaMessageOf(text, own.timeZone)
      return message === undefined ? undefined : decodeMessage(message, own)
    },
    'ANPA 1312 begins with service letter, number and selector; then priority, category, slug and date',
  )

/** ANPA 1312 (NAA 89-3), the format of North American text wires, with its control characters or what became of them. */
export const anpa1312: Format = {
  name,
  mediaTypes: ['text/vnd.anpa-1312', 'application/x-anpa-1312'],
  weak: false,
  isPlainText: true,
  recognises,
  decode,
}
