import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'

// Castagnoli's polynomial, reflected; Node's own crc32 is the other one.
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  return crc
})

const crc32c = (bytes: Buffer): number => {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}

const varint = (value: number): number[] => {
  const bytes: number[] = []
  // Zigzag: the sign is the lowest bit.
  for (let left = ((value << 1) ^ (value >> 31)) >>> 0; ; left >>>= 7) {
    if (left < 128) return [...bytes, left]
    bytes.push((left & 127) | 128)
  }
}

/** One record without key, value and headers, at its place in the batch. */
const recordOfNothing = (place: number): number[] => {
  const [noAttributes, sameTime, nullBytes, noHeaders] = [0, varint(0), varint(-1), varint(0)]
  const body = [noAttributes, ...sameTime, ...varint(place), ...nullBytes, ...nullBytes, ...noHeaders]
  return [...varint(body.length), ...body]
}

/**
 * So many records of nothing as one record batch (version 2, gzip): 2 MB that travel as some hundred kB. The layout is that of
 * https://kafka.apache.org/documentation/#recordbatch.
 */
export const batchOfNothing = (records: number): Buffer => {
  const pieces: Buffer[] = []
  for (let place = 0; place < records; place++) pieces.push(Buffer.from(recordOfNothing(place)))
  const covered = Buffer.alloc(40)
  covered.writeInt16BE(1, 0) // gzip
  covered.writeInt32BE(records - 1, 2)
  covered.writeBigInt64BE(BigInt(Date.now()), 6)
  covered.writeBigInt64BE(BigInt(Date.now()), 14)
  covered.writeBigInt64BE(-1n, 22) // of no idempotent producer
  covered.writeInt16BE(-1, 30)
  covered.writeInt32BE(-1, 32)
  covered.writeInt32BE(records, 36)
  const body = Buffer.concat([covered, gzipSync(Buffer.concat(pieces))])
  const head = Buffer.alloc(21)
  head.writeInt32BE(body.length + 9, 8)
  head.writeInt32BE(-1, 12)
  head.writeInt8(2, 16)
  head.writeUInt32BE(crc32c(body), 17)
  return Buffer.concat([head, body])
}

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(2)
  length.writeInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const correlation = 7

/** Produce of version 3, which every broker of today takes: acknowledged by all, within 30 s. */
const produceRequest = (topic: string, partition: number, batch: Buffer): Buffer => {
  const request = Buffer.concat([
    Buffer.from([0, 0, 0, 3]),
    ...[int32(correlation), text('a-crowd'), Buffer.from([0xff, 0xff]), Buffer.from([0xff, 0xff]), int32(30_000)],
    ...[int32(1), text(topic), int32(1), int32(partition), int32(batch.length), batch],
  ])
  return Buffer.concat([int32(request.length), request])
}

/** Appends a batch as it is; answers the offset of its first record. Throws with Kafka's code where the broker refuses it. */
export const appendBatch = async (broker: string, topic: string, partition: number, batch: Buffer): Promise<number> => {
  const [host, port] = broker.split(':')
  const socket = connect({ host: host ?? '', port: Number(port) })
  try {
    const answer = await new Promise<Buffer>((resolve, reject) => {
      let heard = Buffer.alloc(0)
      socket.on('data', (data) => {
        heard = Buffer.concat([heard, data])
        if (heard.length >= 4 && heard.length >= 4 + heard.readInt32BE(0)) resolve(heard)
      })
      socket.on('error', reject)
      socket.on('close', () => reject(new Error('the broker closed the connection')))
      socket.write(produceRequest(topic, partition, batch))
    })
    // Size, correlation, one topic with its name, one partition with its number.
    const at = 4 + 4 + 4 + 2 + Buffer.byteLength(topic) + 4 + 4
    const code = answer.readInt16BE(at)
    if (code !== 0) throw new Error(`the broker refused the batch with code ${code}`)
    return Number(answer.readBigInt64BE(at + 2))
  } finally {
    socket.destroy()
  }
}
