/** The partition of a key among `count`, the same as in Kafka's Java client, librdkafka (`murmur2_random`) and kafkajs. */
export const partitionOfKey = (key: string | Buffer, count: number): number =>
  (murmur2(typeof key === 'string' ? Buffer.from(key) : key) & 0x7fffffff) % count

const m = 0x5bd1e995

// Kafka's `Utils.murmur2`. kafkajs has it too, in BigInt arithmetic, which costs more than sending the record.
const murmur2 = (data: Buffer): number => {
  const { length } = data
  let hash = 0x9747b28c ^ length
  let at = 0
  for (; at + 4 <= length; at += 4) {
    let k = Math.imul(data.readInt32LE(at), m)
    k = Math.imul(k ^ (k >>> 24), m)
    hash = Math.imul(hash, m) ^ k
  }
  const left = length - at
  if (left >= 3) hash ^= (data[at + 2] ?? 0) << 16
  if (left >= 2) hash ^= (data[at + 1] ?? 0) << 8
  if (left >= 1) hash = Math.imul(hash ^ (data[at] ?? 0), m)
  hash = Math.imul(hash ^ (hash >>> 13), m)
  return hash ^ (hash >>> 15)
}
