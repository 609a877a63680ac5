import type { OutgoingRecord, Place, Quarantined } from './chunk.js'

/** One entry a record, the last, whatever number of its updates went wrong. */
export const onePerRecord = (quarantined: readonly Quarantined[]): readonly Quarantined[] => [
  ...new Map(quarantined.map((entry) => [entry.record.offset, entry])).values(),
]

/** The original key and bytes with headers that say where they came from and what was wrong. */
export const quarantineRecord = (
  topic: string,
  place: Place,
  { record, code, reason }: Quarantined,
): OutgoingRecord => {
  const added = {
    dlq_original_topic: place.topic,
    dlq_original_partition: String(place.partition),
    dlq_original_offset: String(record.offset),
    dlq_error_class: code,
    dlq_error_message: reason.slice(0, 1000),
    dlq_failed_at: new Date().toISOString(),
  }
  const headers = Object.entries(added).map(([name, value]) => [name, Buffer.from(value)] as const)
  return { topic, key: record.key, value: record.value, headers: { ...record.headers, ...Object.fromEntries(headers) } }
}
