import type { Reader } from './database-reader.js'

export type ReceiptStatus = 'accepted' | 'waiting' | 'filed' | 'projected' | 'repeat' | 'rejected' | 'quarantined'

export type ReceiptView = {
  readonly status: ReceiptStatus
  readonly updates: readonly {
    readonly updateId: string | null
    readonly incident: string
    readonly revision: number | null
  }[]
  readonly reason: string | null
  readonly warnings: readonly string[]
}

export type ReceiptPlace = { readonly topic: 'wire' | 'command'; readonly partition: number; readonly offset: number }

type StoredReceipt = {
  readonly status: ReceiptStatus
  readonly updates: string
  readonly reason: string | null
  readonly warnings: string
}
type StoredUpdate = { readonly updateId?: string | null; readonly incident: string; readonly eventId: string }
type Fate = { readonly event_id: string; readonly revision: number | null; readonly reason: string | null }

/** `wire-3-42`: the place a receipt stands for (ADR 5); undefined for any other text. */
export const parseReceiptId = (id: string): ReceiptPlace | undefined => {
  const match = /^(wire|command)-(\d{1,9})-(\d{1,15})$/.exec(id)
  if (match === null) return undefined
  return { topic: match[1] === 'wire' ? 'wire' : 'command', partition: Number(match[2]), offset: Number(match[3]) }
}

const receiptSql =
  'SELECT status, updates, reason, warnings FROM filing.receipt WHERE topic = $1 AND log_partition = $2 AND log_offset = $3'
const fateSql = `SELECT event_id, revision, NULL AS reason FROM desk.revision WHERE event_id = ANY ($1::uuid[])
  UNION ALL SELECT event_id, NULL, reason FROM desk.refused WHERE event_id = ANY ($1::uuid[])`

/** What became of a record; undefined where filing has not come to it yet, or it does not exist. */
export const findReceipt = async (
  db: Reader,
  { topic, partition, offset }: ReceiptPlace,
): Promise<ReceiptView | undefined> => {
  const { rows } = await db.query<StoredReceipt>({
    name: 'find-receipt',
    text: receiptSql,
    values: [topic, partition, offset],
  })
  const [receipt] = rows
  if (receipt === undefined) return undefined
  const stored = JSON.parse(receipt.updates) as StoredUpdate[]
  const fates = await fatesOf(db, stored)
  const updates = stored.map(({ updateId, incident, eventId }) => ({
    updateId: updateId ?? null,
    incident,
    revision: fates.get(eventId)?.revision ?? null,
  }))
  const refusal = stored.map(({ eventId }) => fates.get(eventId)?.reason ?? null).find((reason) => reason !== null)
  const warnings = JSON.parse(receipt.warnings) as string[]
  if (receipt.status !== 'filed') return { status: receipt.status, updates, reason: receipt.reason, warnings }
  if (refusal != null) return { status: 'rejected', updates, reason: refusal, warnings }
  const projected = stored.every(({ eventId }) => fates.has(eventId))
  return { status: projected ? 'projected' : 'filed', updates, reason: receipt.reason, warnings }
}

const fatesOf = async (db: Reader, updates: readonly StoredUpdate[]): Promise<Map<string, Fate>> => {
  if (updates.length === 0) return new Map()
  const ids = updates.map(({ eventId }) => eventId)
  const { rows } = await db.query<Fate>({ name: 'find-fates', text: fateSql, values: [ids] })
  return new Map(rows.map((row) => [row.event_id, row]))
}
