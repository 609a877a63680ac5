import { noHints, type Hints } from '#wire'
import type { FieldProblem } from '#service'

/** Headers that say something about an item; HTTP and Kafka name them alike (contract §2.1). */
const hintHeaders = {
  'content-type': 'contentType',
  'wire-provider': 'provider',
  'wire-item': 'item',
  'wire-version': 'version',
  'wire-said-at': 'saidAt',
  'wire-incident': 'incident',
  'wire-language': 'language',
  'wire-time-zone': 'timeZone',
} as const satisfies { readonly [header: string]: keyof Hints }

export type WireHeaders = { readonly hints: Hints; readonly problems: readonly FieldProblem[] }
type Bytes = { readonly [name: string]: Buffer }

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads the hints; names count in any case, an empty value counts as none, and text must be UTF-8. */
export const readWireHeaders = (headers: Bytes): WireHeaders => {
  const problems: FieldProblem[] = []
  const hints: { -readonly [Field in keyof Hints]: Hints[Field] } = { ...noHints }
  const given = new Map<keyof typeof hintHeaders, Buffer>()
  for (const name of Object.keys(headers)) {
    const header = name.toLowerCase()
    const value = headers[name]
    if (isHint(header) && value !== undefined) given.set(header, value)
  }
  for (const [header, value] of given) {
    try {
      hints[hintHeaders[header]] = textOf(value)
    } catch {
      problems.push({ path: header, message: 'is not UTF-8' })
    }
  }
  return { hints, problems }
}

const isHint = (header: string): header is keyof typeof hintHeaders => Object.hasOwn(hintHeaders, header)

const textOf = (value: Buffer): string | null => {
  const plain = value.toString('latin1')
  const text = (isAscii.test(plain) ? plain : utf8.decode(value)).trim()
  return text === '' ? null : text
}

// Nearly all are, and every record has some: the decoder is only for the others.
const isAscii = /^[\u0000-\u007f]*$/

/** The headers of an HTTP request that go with the record: the hints, CloudEvents attributes and trace context. */
export const recordHeaders = (headers: { readonly [name: string]: string | string[] | undefined }): Bytes => {
  const kept: { [name: string]: Buffer } = {}
  for (const [name, value] of Object.entries(headers)) {
    const wanted = name in hintHeaders || name.startsWith('ce_') || name === 'traceparent' || name === 'tracestate'
    // Node reads header bytes as latin1; this gives the bytes back.
    if (wanted && typeof value === 'string' && value !== '') kept[name] = Buffer.from(value, 'latin1')
  }
  return kept
}
