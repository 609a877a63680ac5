import type { Content } from '../../content/content.js'
import { looksLikeJson, looksLikeMarkup } from '../../content/looks.js'
import { unknownProvider } from '../../names.js'
import { rejected } from '../../rejection.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import type { Format } from '../format.js'
import { headlineOf, withoutTrailingBreaks } from './headline.js'

// Transmission controls and the like: the frames of older wires, or no text at all.
const unreadable = /[\u0000-\u0008\u000e-\u001f]/

const recognises = (content: Content): boolean => {
  const reading = content.wireText()
  return reading.ok && !unreadable.test(reading.text) && !looksLikeJson(reading.text) && !looksLikeMarkup(reading.text)
}

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const guessed = content.wireText()
  // A charset is only guessed for what is text: bytes with controls in them are no text in some charset.
  const reading = guessed.ok && guessed.warning !== null && unreadable.test(guessed.text) ? content.text() : guessed
  if (!reading.ok) {
    const { code, path, message } = reading
    return { ...rejected(code, message, [{ path, message }]), unsupported: code === 'WIRE_CHARSET' }
  }
  const nul = reading.text.indexOf('\u0000')
  if (nul !== -1) {
    const message = `the text holds the character U+0000 at character ${nul}`
    return rejected('WIRE_NUL', message, [{ path: `character ${nul}`, message }])
  }
  const text = withoutTrailingBreaks(reading.text)
  if (text.trim() === '')
    return rejected('WIRE_EMPTY', 'there is nothing but white space', [{ path: '', message: 'no text' }])
  return decoded(text, reading.charset, hints, guessed.warning)
}

const decoded = (text: string, charset: string, hints: Hints, warning: string | null): Decoded => ({
  outcome: 'decoded',
  format: 'text',
  updates: [
    {
      format: 'text',
      provider: hints.provider ?? unknownProvider,
      item: hints.item,
      version: hints.version ?? '1',
      action: 'update',
      saidAt: hints.saidAt,
      headline: headlineOf(text),
      text,
      language: hints.language,
      slug: null,
      urgency: null,
      incident: hints.incident,
      relations: [],
      claims: null,
      withdraws: [],
      particulars: {},
      evidence: { action: { field: null, value: null, rule: 'default' }, charset },
    },
  ],
  warnings: warning === null ? [] : [warning],
})

/** Bare text, the format of last resort: no identity but what headers give, and its claims are read from the text. */
export const text: Format = { name: 'text', mediaTypes: ['text/plain'], weak: true, recognises, decode }
