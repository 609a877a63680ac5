import { formatPosition } from '#eventing'
import type { ChunkRows } from '../projection/rows.js'
import type { Mismatch } from '../rebuild/compare.js'
import type { OffsetRange } from './compare-revisions.js'
import type { PartitionJob } from './partition-job.js'

type Aside = {
  readonly offset: number
  readonly incident: string
  readonly eventId: string | null
  readonly text: string
}

/** Compares what made no revision: refused events and quarantined records. */
export const compareAside = async (job: PartitionJob, range: OffsetRange, rows: ChunkRows): Promise<Mismatch[]> => {
  const refused = rows.refused.map(({ recorded, met, reason }): Aside => ({
    offset: recorded.position.offset,
    incident: recorded.stream,
    eventId: recorded.id,
    text: `${recorded.id} ${recorded.stream} ${met} ${reason}`,
  }))
  const poisons = rows.poisons.map(({ record, code, reason }): Aside => ({
    offset: record.position.offset,
    incident: '',
    eventId: null,
    text: `${code} ${reason} ${hexOf(record.key)} ${hexOf(record.value)}`,
  }))
  return [
    ...compareLists(job, 'refused event', refused, await storedRefused(job, range)),
    ...compareLists(job, 'quarantined record', poisons, await storedPoisons(job, range)),
  ]
}

const hexOf = (bytes: Buffer | null): string => bytes?.toString('hex') ?? 'null'

const storedRefused = async (
  { client, schema, partition }: PartitionJob,
  { first, end }: OffsetRange,
): Promise<Aside[]> => {
  const { rows } = await client.query<{
    log_offset: string
    incident_id: string
    event_id: string
    met_revision: number
    reason: string
  }>(
    `SELECT log_offset, incident_id, event_id, met_revision, reason FROM ${schema}.refused WHERE log_partition = $1 AND log_offset >= $2 AND log_offset < $3`,
    [partition, first, end],
  )
  return rows.map((row) => ({
    offset: Number(row.log_offset),
    incident: row.incident_id,
    eventId: row.event_id,
    text: `${row.event_id} ${row.incident_id} ${row.met_revision} ${row.reason}`,
  }))
}

const storedPoisons = async (
  { client, schema, partition }: PartitionJob,
  { first, end }: OffsetRange,
): Promise<Aside[]> => {
  const { rows } = await client.query<{
    log_offset: string
    key: Buffer | null
    value: Buffer | null
    code: string
    reason: string
  }>(
    `SELECT log_offset, key, value, code, reason FROM ${schema}.quarantine WHERE log_partition = $1 AND log_offset >= $2 AND log_offset < $3`,
    [partition, first, end],
  )
  return rows.map(({ log_offset: offset, key, value, code, reason }) => ({
    offset: Number(offset),
    incident: '',
    eventId: null,
    text: `${code} ${reason} ${hexOf(key)} ${hexOf(value)}`,
  }))
}

const compareLists = (
  { topic, partition }: PartitionJob,
  what: string,
  due: readonly Aside[],
  stored: readonly Aside[],
): Mismatch[] => {
  const left = new Map(stored.map((one) => [one.offset, one]))
  const report = ({ offset, incident, eventId }: Aside, how: string): Mismatch => ({
    incident,
    revision: null,
    eventId,
    position: formatPosition({ topic, partition, offset }),
    what: `the ${what} ${how}`,
  })
  const differing = due.filter(({ offset, text }) => left.get(offset)?.text !== text)
  const mismatches = differing.map((one) => report(one, left.has(one.offset) ? 'differs' : 'is missing'))
  for (const { offset } of due) left.delete(offset)
  return [...mismatches, ...[...left.values()].map((one) => report(one, 'is not in the log'))]
}
