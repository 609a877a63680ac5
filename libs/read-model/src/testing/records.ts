import { timeOf } from '#eventing'
import { encodeEvent, type IncidentEvent } from '#incident'
import type { ProjectedRecord } from '../projection/read-record.js'

const start = Date.parse('2023-09-28T00:00:00Z')
export const topic = 'newsroom.incident.v1'

/** A log in memory that hands out the records of real appends: dense offsets, one append time a second. */
export type RecordLog = {
  readonly records: ProjectedRecord[][]
  /** Appends an event as filing does, and answers its record. */
  append(partition: number, incident: string, event: IncidentEvent, id?: string): ProjectedRecord
  /** Appends bytes as a foreign writer might. */
  appendRaw(partition: number, key: Buffer | string | null, value: Buffer | string | null): ProjectedRecord
}

export const openRecordLog = (partitions: number): RecordLog => {
  const records: ProjectedRecord[][] = Array.from({ length: partitions }, () => [])
  const appendRaw: RecordLog['appendRaw'] = (partition, key, value) => {
    const lane = records[partition] ?? []
    const record = {
      position: { topic, partition, offset: lane.length },
      key: typeof key === 'string' ? Buffer.from(key) : key,
      value: typeof value === 'string' ? Buffer.from(value) : value,
      recordedAt: timeOf(start + lane.length * 1000),
    }
    lane.push(record)
    return record
  }
  return {
    records,
    appendRaw,
    append: (partition, incident, event, id = idAt(partition, records[partition]?.length ?? 0)) => {
      const causationId = `newsroom.wire.v1/${partition}/${records[partition]?.length ?? 0}`
      return appendRaw(
        partition,
        incident,
        encodeEvent({ id, incident, causationId, correlationId: causationId, event }),
      )
    },
  }
}

// By place, so that the same story always gives the same hashes.
const idAt = (partition: number, offset: number): string =>
  `01890000-0000-7000-8000-${(partition * 2 ** 32 + offset).toString(16).padStart(12, '0')}`
