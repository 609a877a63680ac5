import type { Chunk, OutgoingRecord, Quarantined } from './chunk.js'

/** The original key and bytes with headers that say where they came from and what was wrong. */
export const quarantineRecord = (
  topic: string,
  chunk: Chunk,
  { record, code, reason }: Quarantined,
): OutgoingRecord => {
  const added = {
    dlq_original_topic: chunk.topic,
    dlq_original_partition: String(chunk.partition),
    dlq_original_offset: String(record.offset),
    dlq_error_class: code,
    dlq_error_message: reason.slice(0, 1000),
    dlq_failed_at: new Date().toISOString(),
  }
  const headers = Object.entries(added).map(([name, value]) => [name, Buffer.from(value)] as const)
  return { topic, key: record.key, value: record.value, headers: { ...record.headers, ...Object.fromEntries(headers) } }
}
