import { createHash, randomUUID } from 'node:crypto'
import type { QueryResultRow } from 'pg'
import { openDatabase } from '#read-model'
import { contentText, payloadText, type Incoming, type Mint, type OverruleCommand } from '#filing'
import {
  migrateFilingIndex,
  openFiler,
  type Content,
  type OutgoingRecord,
  type PartitionFiler,
  type RawRecord,
  type Source,
} from '../index.js'

export const topics = { incident: 'newsroom.incident.v1', quarantine: 'newsroom.quarantine.v1' }
export const mint: Mint = { eventId: () => randomUUID(), incidentId: () => `i-${randomUUID().slice(0, 8)}` }
const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex')

export type Update = Incoming['update']
export const update = (over: Partial<Update> = {}): Update => ({
  ...{ format: 'wireledger', provider: 'agy-a', item: 'A1', version: '1', action: 'update' },
  ...{ saidAt: '2023-09-24T05:48:00.000Z', headline: 'h', text: null, language: null, slug: null, urgency: null },
  ...{ incident: null, relations: [], claims: [], withdraws: [], particulars: {}, evidence: {} },
  ...over,
})

export const raw = (offset: number, content: Content, over: Partial<RawRecord> = {}): RawRecord => ({
  ...{ offset, receivedAt: '2023-09-24T06:00:00.000Z', key: Buffer.from('k'), value: Buffer.from(`bytes ${offset}`) },
  ...{ headers: { 'content-type': Buffer.from('text/plain') }, provider: 'agy-a', contentType: 'text/plain', content },
  ...over,
})

/** A record of updates, as the decoder would have left it. */
export const wire = (partition: number, offset: number, ...updates: readonly Partial<Update>[]): RawRecord =>
  raw(offset, {
    kind: 'updates',
    warnings: [],
    updates: updates.map((given): Incoming => {
      const full = update(given)
      const text = payloadText(full)
      return {
        ...{ position: `newsroom.wire.v1/${partition}/${offset}`, receivedAt: '2023-09-24T06:00:00.000Z' },
        ...{ bytesDigest: sha256(full.text ?? text), update: full, digest: sha256(text), payloadLength: text.length },
        contentDigest: contentText(full) === null ? null : sha256(contentText(full) ?? ''),
        ...{ siblings: updates.length, name: full.incident, read: null, warnings: [] },
      }
    }),
  })

export const overrule = (offset: number, over: Partial<OverruleCommand> = {}): RawRecord =>
  raw(offset, {
    kind: 'command',
    command: {
      command: 'overrule',
      ...{ commandId: `c-${offset}`, incident: 'banjska', claims: ['agy-a/A1@1#0'], reason: 'r', by: 'desk-1' },
      ...{ saidAt: null, expectedRevision: null },
      ...over,
    },
  })

/** A filing index in a database of its own, and everything that was appended. */
export const openIndex = async (url: string) => {
  await migrateFilingIndex(url)
  const pool = openDatabase({ url, applicationName: 'spec' })
  const appended: OutgoingRecord[] = []
  const filer = (): PartitionFiler =>
    openFiler({
      ...{ pool, topics, mint, streamOf: streamIn(appended) },
      append: (records) => Promise.resolve(appended.push(...records)),
    })
  const file = (one: PartitionFiler, partition: number, records: readonly RawRecord[], source: Source = 'wire') =>
    one.file({ source, topic: `newsroom.${source}.v1`, partition, records })
  const query = async <Row extends QueryResultRow>(sql: string): Promise<Row[]> => (await pool.query<Row>(sql)).rows
  const receipts = () =>
    query<{ id: string; status: string; updates: string; reason: string | null; warnings: string }>(
      `SELECT topic || '-' || log_partition || '-' || log_offset AS id, status, updates, reason, warnings
       FROM filing.receipt ORDER BY topic, log_partition, log_offset`,
    )
  return { pool, appended, filer, file, query, receipts }
}

/** Reads the events of an incident back from what was appended. */
export const streamIn =
  (appended: readonly OutgoingRecord[]) =>
  (incident: string): Promise<readonly string[]> =>
    Promise.resolve(
      appended
        .filter(({ topic, key }) => topic === topics.incident && key?.toString() === incident)
        .map(({ value }) => value?.toString() ?? ''),
    )

/** Every event that was appended, as `[incident name, update id or type, reachesOnly]`. */
export const eventsOf = (appended: readonly OutgoingRecord[]) =>
  appended
    .filter(({ topic }) => topic === topics.incident)
    .map(({ key, value }) => ({ key: key?.toString(), ...(JSON.parse(value?.toString() ?? '') as FiledEvent) }))

type FiledEvent = {
  id: string
  type: string
  incident: string
  causationId: string
  data: { update: { updateId: string }; aliases: string[]; reachesOnly: boolean; kills: unknown[] }
}
