import type { Content } from '../../content/content.js'
import { soh, withFrames } from '../../teleprinter/frames.js'
import { withNationalLetters } from '../../teleprinter/national-letters.js'
import { decodeTransmission } from '../../teleprinter/transmission.js'
import { noHints } from '../../hints.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import type { Format } from '../format.js'
import { decodeMessage } from './decode-message.js'
import { iptc7901HeaderOf } from './header.js'
import { iptc7901MessageOf } from './message.js'
import { iptc7901TrailerOf } from './trailer.js'

// Without a frame the line alone might be any line; then it is the number or the last line that tells.
const recognises = (content: Content): boolean => {
  const reading = content.wireText()
  if (!reading.ok) return false
  const start = withFrames(reading.text.slice(0, 1000))
  const header = iptc7901HeaderOf(start)
  if (header === undefined) return false
  return start.includes(soh) || header.service !== null || hasTrailer(withFrames(reading.text.slice(-1000)))
}

const name = 'iptc-7901'

const hasTrailer = (end: string): boolean => iptc7901TrailerOf(end, noHints) !== undefined

const decode = (content: Content, hints: Hints): Decoded | Rejected =>
  decodeTransmission(
    name,
    content,
    hints,
    (text, own) => {
      const message = iptc7901MessageOf(text, own)
      return message === undefined ? undefined : decodeMessage(message, own)
    },
    'IPTC 7901 begins with source and number, priority, category and word count',
    lettersOf,
  )

const lettersOf = (text: string, warnings: string[]): string => {
  const { text: read, variant } = withNationalLetters(text)
  if (variant !== null) warnings.push(`the 7-bit text is in a national alphabet, read as ${variant}`)
  return read
}

/** IPTC 7901, the text format of European wires, with its control characters or what became of them. */
export const iptc7901: Format = {
  name,
  mediaTypes: ['text/vnd.iptc-7901', 'application/x-iptc-7901'],
  weak: false,
  isPlainText: true,
  recognises,
  decode,
}
