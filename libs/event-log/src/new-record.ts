/** A record to append. Without `partition` the key decides (murmur2, as every Kafka client does), without a key they take turns. */
export type NewRecord = {
  readonly topic: string
  readonly key: Buffer | string | null
  readonly value: Buffer | null
  readonly headers?: { readonly [name: string]: string | Buffer }
  readonly partition?: number
}

/** What a RecordBatch costs before its first record. */
export const batchOverhead = 61
/** What a record may cost more inside a batch than alone: its offset delta and its own length then take more bytes. */
export const companyCost = 4

/** Bytes of the record alone in a RecordBatch, without {@link batchOverhead}, exactly as kafkajs encodes it. */
export const recordSize = ({ key, value, headers = {} }: NewRecord): number => {
  let body = 3 + sizeOfBytes(key) + sizeOfBytes(value)
  const names = Object.keys(headers)
  body += sizeOfVarint(names.length)
  for (const name of names) body += sizeOfBytes(name) + sizeOfBytes(headers[name] ?? '')
  return sizeOfVarint(body) + body
}

const sizeOfBytes = (bytes: Buffer | string | null): number => {
  if (bytes === null) return 1
  const length = Buffer.byteLength(bytes)
  return sizeOfVarint(length) + length
}

// Zigzag: one bit goes to the sign.
const sizeOfVarint = (value: number): number =>
  value < 64 ? 1 : value < 8192 ? 2 : value < 1048576 ? 3 : value < 134217728 ? 4 : 5
