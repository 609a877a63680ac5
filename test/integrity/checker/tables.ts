import pg from 'pg'

export type IncidentRow = {
  readonly id: string
  readonly revision: number
  readonly body: string
  readonly hash: string
}
export type RevisionRow = {
  readonly incident: string
  readonly revision: number
  readonly eventId: string
  readonly updateId: string | null
  readonly partition: number
  readonly offset: number
  readonly changes: string
  readonly hash: string
}
export type ReceiptRow = {
  readonly partition: number
  readonly offset: number
  readonly status: string
  readonly updates: string
}
export type QuarantineRow = {
  readonly stage: string
  readonly partition: number
  readonly offset: number
  /** Of the bytes that were put aside; those of no value are none. */
  readonly sha256: string
}
export type RefusedRow = { readonly eventId: string; readonly partition: number; readonly offset: number }

/** Everything a quiet system holds, read in one snapshot through the stable views and the filer's own tables. */
export type Tables = {
  readonly incidents: readonly IncidentRow[]
  readonly revisions: readonly RevisionRow[]
  readonly refused: readonly RefusedRow[]
  readonly quarantine: readonly QuarantineRow[]
  readonly projected: ReadonlyMap<number, number>
  readonly filed: ReadonlyMap<number, number>
  readonly receipts: readonly ReceiptRow[]
  readonly outgoing: number
}

export const readTables = async (url: string, wireTopic: string): Promise<Tables> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
    (await client.query(sql, values)).rows as T[]
  const offsets = async (sql: string): Promise<Map<number, number>> =>
    new Map((await rows<{ p: number; n: string }>(sql)).map(({ p, n }) => [p, Number(n)]))
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    return {
      incidents: await rows('SELECT id, revision, body, hash FROM desk.incident ORDER BY id'),
      revisions: await rows(`SELECT incident_id AS incident, revision, event_id AS "eventId", update_id AS "updateId",
        log_partition AS partition, log_offset::float8 AS "offset", changes, hash FROM desk.revision ORDER BY incident_id, revision`),
      refused: await rows(
        'SELECT event_id AS "eventId", log_partition AS partition, log_offset::float8 AS "offset" FROM desk.refused',
      ),
      quarantine: await rows(
        `SELECT stage, log_partition AS partition, log_offset::float8 AS "offset", encode(sha256(coalesce(value, '')), 'hex') AS sha256 FROM desk.quarantine
         WHERE stage = 'projection' OR topic = $1`,
        [wireTopic],
      ),
      projected: await offsets('SELECT log_partition AS p, next_offset AS n FROM desk.checkpoint'),
      filed: await offsets(`SELECT log_partition AS p, next_offset AS n FROM filing.checkpoint WHERE topic = 'wire'`),
      receipts:
        await rows(`SELECT log_partition AS partition, log_offset::float8 AS "offset", status, updates FROM filing.receipt
        WHERE topic = 'wire' ORDER BY log_partition, log_offset`),
      outgoing: Number((await rows<{ n: string }>('SELECT count(*) AS n FROM filing.outgoing'))[0]?.n),
    }
  } finally {
    await client.end()
  }
}
