import { hasLoneSurrogate } from '../names.js'

export type StringReading =
  | {
      readonly ok: true
      readonly value: string
      readonly end: number
      readonly hasNul: boolean
      readonly hasLoneSurrogate: boolean
    }
  | { readonly ok: false; readonly at: number; readonly message: string }

const plainEscapes: { readonly [letter: string]: string | undefined } = {
  '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t',
} // prettier-ignore

/** Reads the JSON string whose opening quote stands at `start`; `end` is the place after the closing one. */
export const readJsonString = (text: string, start: number): StringReading => {
  let value = ''
  let from = start + 1
  let at = from
  let escaped = false
  for (;;) {
    const unit = text.charCodeAt(at)
    if (unit === 0x22) return finished(value + text.slice(from, at), at + 1, escaped)
    if (unit === 0x5c) {
      const escape = readEscape(text, at)
      if (escape === undefined) return { ok: false, at, message: 'not an escape that JSON knows' }
      value += text.slice(from, at) + escape.character
      at += escape.length
      from = at
      escaped = true
    } else if (unit >= 0x20) at++
    else if (unit < 0x20) return { ok: false, at, message: 'a control character inside a text must be escaped' }
    else return { ok: false, at, message: 'unexpected end of the document inside a text' }
  }
}

// Text decoded from UTF-8 has no NUL here (a raw one is a control character) and no lone surrogate but by escapes.
const finished = (value: string, end: number, escaped: boolean): StringReading => ({
  ok: true,
  value,
  end,
  hasNul: escaped && value.includes('\u0000'),
  hasLoneSurrogate: hasLoneSurrogate(value),
})

const readEscape = (text: string, at: number): { character: string; length: number } | undefined => {
  const letter = text[at + 1] ?? ''
  if (letter === 'u') {
    const hex = text.slice(at + 2, at + 6)
    return /^[0-9a-fA-F]{4}$/.test(hex) ? { character: String.fromCharCode(parseInt(hex, 16)), length: 6 } : undefined
  }
  const character = plainEscapes[letter]
  return character === undefined ? undefined : { character, length: 2 }
}
