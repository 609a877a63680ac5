/** A content type without its other parameters; `charset` in lower case. */
export type MediaType = { readonly essence: string; readonly charset: string | null }

const charsetParameter = /;\s*charset\s*=\s*(?:"([^"]{1,64})"|([^\s;"]{1,64}))/i

/** Reads a `Content-Type` value. Total: what is no media type becomes an essence that nothing knows. */
export const mediaTypeOf = (contentType: string | null): MediaType | null => {
  if (contentType === lastRead) return lastType
  lastType = read(contentType)
  lastRead = contentType
  return lastType
}

// One publisher says the same again and again.
let lastRead: string | null = null
let lastType: MediaType | null = null

const read = (contentType: string | null): MediaType | null => {
  if (contentType === null || contentType.trim() === '') return null
  const header = contentType.slice(0, 512)
  const essence = (header.split(';', 1)[0] ?? '').trim().toLowerCase()
  const charset = charsetParameter.exec(header)
  return { essence, charset: charset === null ? null : (charset[1] ?? charset[2] ?? '').trim().toLowerCase() }
}

const saysNothing = new Set(['application/octet-stream', 'binary/octet-stream'])

/** Whether the content type leaves open what the bytes are, as Kafka clients and file uploads do. */
export const isUndeclared = (type: MediaType | null): boolean => type === null || saysNothing.has(type.essence)

/** Whether the content type promises JSON of whatever kind. */
export const isJsonType = (type: MediaType | null): boolean =>
  type !== null && (/^(?:application|text)\/json$/.test(type.essence) || type.essence.endsWith('+json'))

/** Whether the content type promises XML of whatever kind. */
export const isXmlType = (type: MediaType | null): boolean =>
  type !== null && (/^(?:application|text)\/xml$/.test(type.essence) || type.essence.endsWith('+xml'))

/** Whether the content type promises one JSON document a line. */
export const isNdjsonType = (type: MediaType | null): boolean =>
  type !== null && /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines)$/.test(type.essence)
