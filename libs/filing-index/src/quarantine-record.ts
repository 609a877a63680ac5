import type { Chunk, OutgoingRecord, Quarantined } from './chunk.js'

// A record of the raw topic may be as large as a record can be; what we add to it must not make it larger than that.
const room = 1_048_576 - 8_192

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
  const fits = sizeOf(record) <= room
  return {
    topic,
    key: fits ? record.key : null,
    value: fits ? record.value : null,
    headers: {
      ...(fits ? record.headers : {}),
      ...Object.fromEntries(Object.entries(added).map(([name, value]) => [name, Buffer.from(value)])),
      ...(fits ? {} : { dlq_value_left_out: Buffer.from('too large with these headers; it stands at its position') }),
    },
  }
}

const sizeOf = ({ key, value, headers }: Quarantined['record']): number =>
  (key?.length ?? 0) +
  (value?.length ?? 0) +
  Object.entries(headers).reduce((sum, [name, bytes]) => sum + name.length * 3 + bytes.length, 0)
