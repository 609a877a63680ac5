import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'

export type QuarantineItem = {
  readonly id: string
  readonly stage: string
  readonly position: string
  readonly receivedAt: string
  readonly provider: string | null
  readonly contentType: string | null
  readonly code: string
  readonly reason: string
  readonly problems: readonly { readonly path: string; readonly message: string }[]
  readonly redrivenAt: string | null
}

export type QuarantinedRecord = QuarantineItem & {
  /** Key and value in base64; null where the record had none. */
  readonly key: string | null
  readonly bytes: string | null
  /** The value as text, where it is valid UTF-8. */
  readonly text: string | null
  readonly headers: { readonly [name: string]: unknown }
}

type Row = {
  readonly id: string
  readonly stage: string
  readonly topic: string
  readonly log_partition: number
  readonly log_offset: string
  readonly received_at: string
  readonly provider: string | null
  readonly content_type: string | null
  readonly code: string
  readonly reason: string
  readonly problems: string | null
  readonly redriven_at: string | null
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: string | null
}

const columns = `id, stage, topic, log_partition, log_offset, ${utc('received_at')} AS received_at, provider, content_type, code, reason,
  problems, ${utc('redriven_at')} AS redriven_at`

const listSql = `SELECT ${columns} FROM desk.quarantine
  WHERE ($1::timestamptz IS NULL OR (received_at, id) < ($1, $2)) ORDER BY received_at DESC, id DESC LIMIT $3`
const oneSql = `SELECT ${columns}, key, value, headers FROM desk.quarantine WHERE id = $1`

/** What could not be decoded, filed or folded, newest first. */
export const listQuarantine = async (
  db: Reader,
  after: readonly [string, string] | null,
  limit: number,
): Promise<QuarantineItem[]> => {
  const { rows } = await db.query<Row>({
    name: 'list-quarantine',
    text: listSql,
    values: [after?.[0] ?? null, after?.[1] ?? null, limit],
  })
  return rows.map(itemOf)
}

/** One of them with its bytes. */
export const findQuarantined = async (db: Reader, id: string): Promise<QuarantinedRecord | undefined> => {
  const { rows } = await db.query<Row>({ name: 'find-quarantined', text: oneSql, values: [id] })
  const [row] = rows
  if (row === undefined) return undefined
  return {
    ...itemOf(row),
    key: row.key?.toString('base64') ?? null,
    bytes: row.value?.toString('base64') ?? null,
    text: row.value === null ? null : textOf(row.value),
    headers: JSON.parse(row.headers ?? '{}') as { [name: string]: unknown },
  }
}

const itemOf = (row: Row): QuarantineItem => ({
  id: row.id,
  stage: row.stage,
  position: `${row.topic}/${row.log_partition}/${row.log_offset}`,
  receivedAt: row.received_at,
  provider: row.provider,
  contentType: row.content_type,
  code: row.code,
  reason: row.reason,
  problems: JSON.parse(row.problems ?? '[]') as QuarantineItem['problems'],
  redrivenAt: row.redriven_at,
})

const textOf = (value: Buffer): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value)
  } catch {
    return null
  }
}
