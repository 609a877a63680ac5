import { createHash, randomUUID } from 'node:crypto'
import { contentText, decide, draftOf, incidentNameOf, nothingKnown, payloadText, type Incoming, type Known } from '#filing' // prettier-ignore
import type { FiledUpdate, UpdateFiled } from '#incident'
import { decode, noHints, type Hints, type WireUpdate } from '#wire'
import type { DecodedFile, DecodedUpdate } from './decoded-file.js'
import { readText } from './read-text.js'

type Told = Pick<Hints, 'contentType' | 'provider' | 'timeZone'> & { readonly receivedAt: string }

type Filed = { readonly data: UpdateFiled['data'] } | { readonly rejected: string }

/**
 * What filing would make of the bytes of one file, with the decoders, readers and defaults that filing uses, against an
 * empty index that the file's own updates fill. Deterministic but for `receivedAt`, which stands in where nothing says
 * when it was said.
 */
export const decodeFile = (file: string, bytes: Uint8Array, told: Told): DecodedFile => {
  const { contentType, provider, timeZone } = told
  const decoded = decode(bytes, { ...noHints, contentType, provider, timeZone })
  if (decoded.outcome === 'rejected') {
    const at = decoded.problems[0]?.path ?? ''
    return rejectedFile(file, null, decoded.reason, at === '' ? null : at)
  }
  const bytesDigest = sha256(bytes)
  const known = nothingKnown()
  const updates: DecodedUpdate[] = []
  const warnings = [...decoded.warnings]
  for (const update of decoded.updates) {
    const incoming = incomingOf(update, { ...told, bytesDigest, siblings: decoded.updates.length })
    const filed = fileAlone(known, incoming, warnings)
    if ('rejected' in filed) return rejectedFile(file, decoded.format, filed.rejected, null)
    updates.push(shown(filed.data, update.action))
    warnings.push(...filed.data.warnings)
  }
  return { file, format: decoded.format, updates, rejected: null, warnings }
}

const rejectedFile = (file: string, format: string | null, reason: string, at: string | null): DecodedFile => ({
  file,
  format,
  updates: [],
  rejected: { reason, at },
  warnings: [],
})

const incomingOf = (
  update: WireUpdate,
  of: { readonly receivedAt: string; readonly bytesDigest: string; readonly siblings: number },
): Incoming => {
  const payload = payloadText(update)
  const content = contentText(update)
  return {
    position: 'newsroom.wire.v1/0/0',
    receivedAt: of.receivedAt,
    bytesDigest: of.bytesDigest,
    update,
    digest: sha256(payload),
    contentDigest: content === null ? null : sha256(content),
    payloadLength: payload.length,
    siblings: of.siblings,
    name: incidentNameOf(update, null, false).name,
    read: readText(update),
    warnings: [],
  }
}

// Repeats and conflicts make no event, yet an integrator wants to see what was decoded: those are filed on their own.
const fileAlone = (known: Known, incoming: Incoming, warnings: string[]): Filed => {
  const mint = { eventId: randomUUID, incidentId: randomUUID }
  const decision = decide(known, incoming, mint)
  // What a notice in words means depends on what was published before, and here nothing was.
  if (decision.outcome === 'rejected' && decision.code !== 'FILING_KILL_UNRESOLVED')
    return { rejected: decision.reason }
  if (decision.outcome === 'rejected') warnings.push(decision.reason)
  if (decision.outcome === 'repeat' || decision.outcome === 'conflict') {
    // Where a record stands in the log means nothing here: nothing was published.
    warnings.push(`${decision.outcome}: ${decision.reason.replace(/, received at newsroom\S*/, '')}`)
    const action = incoming.update.action === 'repeat' ? 'update' : incoming.update.action
    return fileAlone(nothingKnown(), { ...incoming, update: { ...incoming.update, action } }, [])
  }
  const data =
    decision.outcome === 'filed'
      ? decision.events.flatMap(({ event }) => (event.type === 'UpdateFiled' ? [event.data] : []))[0]
      : decision.outcome === 'waiting'
        ? known.causes.get(decision.updateId)?.data
        : undefined
  return { data: data ?? draftOf(known, incoming, itemOf(incoming), null).cause.data }
}

const itemOf = ({ update, bytesDigest }: Incoming): string => update.item ?? `sha256-${bytesDigest.slice(0, 32)}`

const shown = (
  { update: { particulars, ...update }, ...data }: UpdateFiled['data'],
  action: FiledUpdate['action'],
): DecodedUpdate => ({
  ...update,
  ...particulars,
  action,
  claims: update.claims.map((claim) => ({ ...claim, status: null })),
  revision: null,
  evidence: data.evidence,
})

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
