import { decodeCharset, type TextReading } from '../content/charset.js'
import { guessCharset } from '../content/guess-charset.js'
import { scriptCharset } from '../content/script-charset.js'

/**
 * The text of an XML document. A byte order mark wins, then the charset of the content type (RFC 7303 §3), then the XML
 * declaration, then UTF-8. Wires declare one charset and send another: where the bytes are not valid in a charset that
 * only the document or nobody named, another is looked for in the bytes themselves, and where an 8-bit charset is
 * declared but the bytes are UTF-8, which text in no other charset ever is by chance, they are read as UTF-8. `guessed`
 * says so. Bytes that look like language in no charset stay rejected.
 */
export const decodeXmlCharset = (
  bytes: Uint8Array,
  label: string | null,
): { readonly reading: TextReading; readonly guessed: string | null } => {
  const declared = label ?? declaredIn(bytes)
  const reading = decodeCharset(bytes, declared)
  if (reading.ok && label === null && is8Bit.test(reading.charset) && holdsNonAscii(bytes)) {
    const utf8 = decodeCharset(bytes, 'utf-8')
    if (utf8.ok) return { reading: utf8, guessed: `declared as ${declared}, but the bytes are UTF-8; read as UTF-8` }
  }
  if (reading.ok || label !== null) return { reading, guessed: null }
  const script = scriptCharset(bytes)
  const guess = script === undefined ? guessCharset(bytes, null) : decodeCharset(bytes, script)
  return guess.ok
    ? { reading: guess, guessed: `${reading.message.split(';', 1)[0] ?? ''}; read as ${guess.charset}` }
    : { reading, guessed: null }
}

const is8Bit = /^(?:windows-125\d|iso-8859-\d{1,2})$/i
const holdsNonAscii = (bytes: Uint8Array): boolean => bytes.some((byte) => byte > 0x7f)

const declaration = /^\s{0,100}<\?xml\s[^>]{0,200}?encoding\s{0,10}=\s{0,10}["']([A-Za-z][A-Za-z0-9._:-]{0,63})["']/

// The declaration is ASCII in every charset that does without a byte order mark.
const declaredIn = (bytes: Uint8Array): string | null => {
  const start = String.fromCharCode(...bytes.subarray(0, 400))
  const name = declaration.exec(start)?.[1] ?? null
  // A document in UTF-16 would not have let us read this.
  return name !== null && /^(?:utf-?16|ucs-?2|iso-10646)/i.test(name) ? null : name
}
