import type { Content } from './content/content.js'
import { looksLikeJson, looksLikeMarkup } from './content/looks.js'
import { isJsonType, isUndeclared, isXmlType, type MediaType } from './content/media-type.js'
import type { Format } from './formats/format.js'
import { jsonRejection } from './formats/json-rejection.js'
import { formats } from './formats/registry.js'
import { xmlRejection } from './formats/xml-rejection.js'
import { rejected, unsupported } from './rejection.js'
import type { Rejected } from './wire-update.js'

export type Detection =
  { readonly outcome: 'found'; readonly format: Format; readonly warnings: readonly string[] } | Rejected

// Whatever the bytes are, a sender that says "picture" or "CloudEvent in one document" does not mean a wire item.
const refusedTypes =
  /^(?:image|audio|video|font|model|multipart|message)\/|^application\/(?:cloudevents(?:-batch)?\+json|pdf|zip|gzip|x-gzip)$/

/**
 * Which format reads the content. The declared type's format where it recognises the shape; else any other format
 * that does, with a warning if the type said otherwise; else the declared type's own, to say what is wrong.
 */
export const detect = (content: Content): Detection => {
  const type = content.mediaType
  if (type !== null && refusedTypes.test(type.essence)) return unknownType(type)
  const declared = formats.find(({ mediaTypes }) => type !== null && mediaTypes.includes(type.essence))
  if (declared?.recognises(content)) return { outcome: 'found', format: declared, warnings: [] }
  const shaped = formats.find((format) => isOpenTo(format, type) && format.recognises(content))
  if (shaped !== undefined) return { outcome: 'found', format: shaped, warnings: wrongTypeWarnings(content, shaped) }
  if (declared !== undefined) return { outcome: 'found', format: declared, warnings: [] }
  return unrecognised(content)
}

const isOpenTo = (format: Format, type: MediaType | null): boolean => !format.weak || isUndeclared(type)

const wrongTypeWarnings = (content: Content, format: Format): readonly string[] =>
  content.mediaType === null || isUndeclared(content.mediaType) || isAsPlain(content.mediaType, content)
    ? []
    : [`declared as ${JSON.stringify(content.mediaType.essence)}, read as ${format.name} by its shape`]

// Plain JSON says nothing wrong about any format that is JSON, nor plain XML about those that are XML.
const isAsPlain = (type: MediaType, content: Content): boolean =>
  (/^(?:application|text)\/json$/.test(type.essence) && content.json().ok) ||
  (/^(?:application|text)\/xml$/.test(type.essence) && content.xml().ok)

const unrecognised = (content: Content): Rejected => {
  const type = content.mediaType
  const json = content.json()
  if (isJsonType(type)) return json.ok ? unknownShape('JSON') : jsonRejection(json.problems)
  if (isXmlType(type) || (isUndeclared(type) && startsAsMarkup(content.bytes))) {
    const xml = content.xml()
    if (!xml.ok) return xmlRejection(xml)
  }
  if (type !== null && !isUndeclared(type)) return unknownType(type)
  const text = content.text()
  if (!text.ok) return rejected(text.code, text.message, [{ path: text.path, message: text.message }])
  if (looksLikeJson(text.text)) return json.ok ? unknownShape('JSON') : jsonRejection(json.problems)
  const nul = text.text.indexOf('\u0000')
  if (nul === -1) return unknownShape('content')
  const message = `the content is no text: it holds the character U+0000 at character ${nul}`
  return rejected('WIRE_NUL', message, [{ path: `character ${nul}`, message }])
}

// Markup is ASCII at its start in every charset but UTF-16, whose bytes differ from it by zeros only.
const startsAsMarkup = (bytes: Uint8Array): boolean =>
  looksLikeMarkup(
    String.fromCharCode(...bytes.subarray(0, 400))
      .replaceAll('\u0000', '')
      .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, ''),
  )

const unknownShape = (what: string): Rejected => {
  const message = `the ${what} has the shape of no known format (${formats.map(({ name }) => name).join(', ')})`
  return unsupported('WIRE_UNRECOGNISED', message, [{ path: '', message }])
}

const unknownType = (type: MediaType): Rejected => {
  const message = `the content type ${JSON.stringify(type.essence)} is not one that can be read here`
  return unsupported('WIRE_CONTENT_TYPE', message, [{ path: 'content-type', message }])
}
