import { hash } from 'node:crypto'
import { formatPosition, parseTime } from '#eventing'
import type { LogRecord } from '#event-log'
import { contentText, incidentNameOf, isPlainPayload, payloadText, type Incoming } from '#filing'
import { firstReceivedHeader, type Content, type RawRecord } from '#filing-index'
import { readClaims } from '#reading'
import { decode, type WireUpdate } from '#wire'
import { readWireHeaders } from '../receive/wire-headers.js'
import { asProviderMeans, asProviderSays, readSourceWords, type SourceWords } from './source-words.js'

/** A record of the wire topic, decoded and read, from whatever client it came. Total: it never throws. */
export const readWireRecord = ({ position, key, value, headers, recordedAt }: LogRecord): RawRecord => {
  const { hints, problems } = readWireHeaders(headers)
  const of = { position: formatPosition(position), receivedAt: recordedAt, key, value, cameAt: cameAtOf(headers) }
  const content: Content =
    problems.length > 0
      ? { kind: 'rejected', code: 'WIRE_HEADER', reason: 'a header is not UTF-8', problems }
      : decoded(decode(value, hints), { ...of, words: readSourceWords(headers) }, cloudEventOf(headers))
  const provider = content.kind === 'updates' ? (content.updates[0]?.update.provider ?? null) : hints.provider
  const { contentType } = hints
  return { offset: position.offset, receivedAt: recordedAt, key, value, headers, provider, contentType, content }
}

type Of = {
  readonly position: string
  readonly receivedAt: string
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly words: SourceWords
  /** Of a record that was driven again: when it had come first. */
  readonly cameAt: string | null
}
type Evidence = WireUpdate['evidence']

const decoded = (result: ReturnType<typeof decode>, of: Of, cloudEvent: Evidence): Content => {
  if (result.outcome === 'rejected') {
    const { code, reason, problems } = result
    return { kind: 'rejected', code, reason, problems }
  }
  const alone = result.updates.length === 1
  const updates = result.updates.map((update) =>
    incomingOf(asProviderMeans(asItCame(update, of.cameAt, cloudEvent), of.words), of, {
      siblings: result.updates.length,
      isText: result.format === 'text',
      warnings: alone ? result.warnings : [],
    }),
  )
  return { kind: 'updates', updates, warnings: alone ? [] : result.warnings }
}

// What names no time of its own was said when it came, not when somebody could read it at last.
const asItCame = (update: WireUpdate, cameAt: string | null, cloudEvent: Evidence): WireUpdate =>
  cameAt === null && cloudEvent === noEvidence
    ? update
    : {
        ...update,
        saidAt: update.saidAt ?? cameAt,
        evidence: { ...update.evidence, ...cloudEvent, ...(cameAt === null ? {} : { firstReceivedAt: cameAt }) },
      }

const cameAtOf = (headers: LogRecord['headers']): string | null =>
  parseTime(headers[firstReceivedHeader]?.toString('latin1') ?? '') ?? null

type Around = { readonly siblings: number; readonly isText: boolean; readonly warnings: readonly string[] }

const incomingOf = (update: WireUpdate, of: Of, { siblings, isText, warnings }: Around): Incoming => {
  const payload = payloadText(update)
  const content = contentText(update)
  const { name, warning } = incidentNameOf(update, textOf(of.key), isText)
  return {
    position: of.position,
    receivedAt: of.receivedAt,
    // Only an item without identity is told by its bytes.
    bytesDigest: update.item === null ? hash('sha256', of.value ?? Buffer.alloc(0)) : '',
    update,
    digest: hash('sha256', payload),
    contentDigest: content === null ? null : hash('sha256', content),
    payloadLength: payload.length,
    plainPayload: isPlainPayload(payload),
    siblings,
    name,
    read: readText(update)?.map((claim) => asProviderSays(claim, of.words)) ?? null,
    warnings: warning === null ? warnings : [...warnings, warning],
  }
}

/** Claims of the publisher win: with them, the text is not read (contract §2.3). */
const readText = ({ claims, text, language }: WireUpdate): Incoming['read'] => {
  if (claims !== null || text === null) return null
  const { reader, claims: found } = readClaims(text, language)
  return reader === null ? [] : found.map((claim) => ({ ...claim, reader }))
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The key as text; null where it is none. */
const textOf = (key: Buffer | null): string | null => {
  try {
    return key === null ? null : utf8.decode(key)
  } catch {
    return null
  }
}

const noEvidence: Evidence = Object.freeze({})
const isCloudEvent = (name: string): boolean => /^ce_(?:id|source|type)$/i.test(name)

/** Which CloudEvent the record was, kept beside the decision. */
const cloudEventOf = (headers: LogRecord['headers']): Evidence => {
  const names = Object.keys(headers)
  if (!names.some(isCloudEvent)) return noEvidence
  const attributes = Object.entries(headers).filter(([name]) => isCloudEvent(name))
  const told = attributes.map(([name, value]) => [
    name.slice(3).toLowerCase(),
    value.toString('utf8').replaceAll('\u0000', '?').slice(0, 500),
  ])
  return { cloudEvent: Object.fromEntries(told) as { [attribute: string]: string } }
}
