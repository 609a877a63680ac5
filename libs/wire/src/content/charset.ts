import type { RejectionCode } from '../codes.js'
import { strictDecoderOf } from './text-decoder.js'
import { invalidUtf8At } from './utf8.js'
import { decodeWindows1252 } from './windows-1252.js'

export type TextReading =
  | { readonly ok: true; readonly text: string; readonly charset: string }
  | { readonly ok: false; readonly code: RejectionCode; readonly path: string; readonly message: string }

/**
 * Bytes as text in a charset (a label of the Encoding Standard; null: UTF-8). A byte order mark wins over the label
 * and is taken off. Nothing is replaced: the first byte that is not valid is named by its offset.
 */
export const decodeCharset = (bytes: Uint8Array, label: string | null): TextReading => {
  const charset = byteOrderMark(bytes) ?? label ?? 'utf-8'
  const decoder = charset === 'utf-8' ? utf8 : strictDecoderOf(charset)
  if (decoder === undefined) {
    return {
      ok: false,
      code: 'WIRE_CHARSET',
      path: 'content-type',
      message: `the charset ${JSON.stringify(charset)} is not known`,
    }
  }
  if (decoder.encoding === 'windows-1252') return { ok: true, text: decodeWindows1252(bytes), charset: 'windows-1252' }
  try {
    return { ok: true, text: decoder.decode(bytes), charset: decoder.encoding }
  } catch {
    const offset = invalidAt(bytes, charset, decoder.encoding)
    const hint = label === null ? '; declare the charset where it is another one' : ''
    return {
      ok: false,
      code: 'WIRE_ENCODING',
      path: `byte ${offset}`,
      message: `not valid ${decoder.encoding} at byte ${offset}${hint}`,
    }
  }
}

// Most bytes are, and making a decoder costs more than decoding one item. It keeps nothing from one text to the next.
const utf8 = strictDecoderOf('utf-8')

const byteOrderMark = (bytes: Uint8Array): string | undefined => {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

const block = 1024

// Feeds the decoder in blocks up to the failing one and that one byte by byte, so that the search stays linear.
const invalidAt = (bytes: Uint8Array, label: string, encoding: string): number => {
  if (encoding === 'utf-8') return invalidUtf8At(bytes) ?? bytes.length
  const from = failsAt(bytes, label, 0, block)
  return failsAt(bytes, label, from, 1)
}

const failsAt = (bytes: Uint8Array, label: string, from: number, step: number): number => {
  const decoder = strictDecoderOf(label)
  let at = from
  try {
    decoder?.decode(bytes.subarray(0, from), { stream: true })
    for (; at < bytes.length; at += step) decoder?.decode(bytes.subarray(at, at + step), { stream: true })
  } catch {
    return at
  }
  return bytes.length
}
