import { readJson, type JsonReading } from '../json/read-json.js'
import { decodeCharset, type TextReading } from './charset.js'
import { guessCharset, type GuessedReading } from './guess-charset.js'
import type { MediaType } from './media-type.js'
import { readXml, type XmlReading } from '../xml/read-xml.js'
import { decodeXmlCharset } from '../xml/xml-charset.js'

/** Bytes with their declared type, and what every format would otherwise read again; each reading happens once. */
export type Content = {
  readonly bytes: Uint8Array
  readonly mediaType: MediaType | null
  /** The text in the declared charset, else strict UTF-8. */
  readonly text: () => TextReading
  /** The text in the declared charset, else in the one it is most likely in, for formats that cannot name theirs. */
  readonly wireText: () => GuessedReading
  /** The strict JSON reading; JSON is UTF-8 whatever the content type says (RFC 8259 §8.1). */
  readonly json: () => JsonReading
  /** The tree of an XML document, and a warning where its charset had to be guessed. */
  readonly xml: () => XmlReading & { readonly warning: string | null }
}

/** Content of bytes under a declared type. */
export const contentOf = (bytes: Uint8Array, mediaType: MediaType | null): Content => {
  const utf8 = once(() => decodeCharset(bytes, null))
  const charset = mediaType?.charset ?? null
  return {
    bytes,
    mediaType,
    text: charset === null ? utf8 : once(() => decodeCharset(bytes, charset)),
    wireText: once(() => guessCharset(bytes, charset)),
    json: once(() => jsonOf(utf8())),
    xml: once(() => {
      const { reading, guessed } = decodeXmlCharset(bytes, charset)
      return { ...readXml(reading), warning: guessed }
    }),
  }
}

const jsonOf = (reading: TextReading): JsonReading => {
  if (!reading.ok) return { ok: false, problems: [reading] }
  if (reading.charset !== 'utf-8') {
    return { ok: false, problems: [{ code: 'WIRE_ENCODING', path: 'byte 0', message: 'JSON must be UTF-8' }] }
  }
  return readJson(reading.text)
}

const once = <T>(read: () => T): (() => T) => {
  let result: { readonly value: T } | undefined
  return () => (result ??= { value: read() }).value
}
