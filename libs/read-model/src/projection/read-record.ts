import { isUtf8 } from 'node:buffer'
import type { Position, Recorded } from '#eventing'
import { decodeEvent, type IncidentEvent } from '#incident'
import { scan } from './scan.js'
import { unstorable } from './storable.js'

/** A record of the log of record, as the event log hands it over. */
export type ProjectedRecord = {
  readonly position: Position
  readonly key: Buffer | null
  readonly value: Buffer | null
  /** Broker append time, ISO UTC. */
  readonly recordedAt: string
}

/** An event and the bytes it stands in. */
export type ReadEvent = { readonly recorded: Recorded<IncidentEvent>; readonly value: Buffer }

export type PoisonCode = 'NO_VALUE' | 'NOT_UTF8' | 'TOO_DEEP' | 'NOT_AN_EVENT' | 'KEY_MISMATCH' | 'NOT_STORABLE'
export type Poison = { readonly record: ProjectedRecord; readonly code: PoisonCode; readonly reason: string }
export type ReadRecord =
  { readonly ok: true; readonly event: ReadEvent } | { readonly ok: false; readonly poison: Poison }

/**
 * Reads one record, or says why it cannot be folded. A function of the bytes alone, so that a replay quarantines exactly
 * what the live projection did.
 */
export const readRecord = (record: ProjectedRecord): ReadRecord => {
  const { key, value } = record
  if (value === null) return poison(record, 'NO_VALUE', 'the record has no value')
  const { ascii, escapes, deep } = scan(value)
  if (!ascii && !isUtf8(value)) return poison(record, 'NOT_UTF8', 'the value is not UTF-8')
  if (deep) return poison(record, 'TOO_DEEP', 'the value nests too deep')
  const text = value.toString(ascii ? 'latin1' : 'utf8')
  const decoded = decodeEvent(text)
  if (!decoded.ok) return poison(record, 'NOT_AN_EVENT', decoded.reason)
  const { id, incident, causationId, correlationId, event } = decoded.record
  if (key === null || !isKeyOf(key, incident)) {
    return poison(record, 'KEY_MISMATCH', 'the key is not the incident of the event')
  }
  const trouble = unstorable(escapes ? text : null, decoded.record)
  if (trouble !== undefined) return poison(record, 'NOT_STORABLE', trouble)
  const { position, recordedAt } = record
  const recorded = { id, stream: incident, position, recordedAt, causationId, correlationId, event }
  return { ok: true, event: { recorded, value } }
}

const isKeyOf = (key: Buffer, incident: string): boolean => {
  if (key.length !== incident.length) return key.toString('utf8') === incident && isUtf8(key)
  // Of the same length is UTF-8 to its UTF-16 only where both are ASCII.
  for (let index = 0; index < key.length; index++) {
    const byte = key[index] as number
    if (byte > 0x7f || byte !== incident.charCodeAt(index)) return false
  }
  return true
}

// A decoder's message may quote the bytes; text that PostgreSQL cannot keep must not come in through it.
const poison = (record: ProjectedRecord, code: PoisonCode, reason: string): ReadRecord => ({
  ok: false,
  poison: { record, code, reason: reason.replace(/\0|\p{Cs}/gu, '\ufffd').slice(0, 1000) },
})
