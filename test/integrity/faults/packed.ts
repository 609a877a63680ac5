import kafkajs from 'kafkajs'

// A CommonJS module: Node does not find these two by name.
const { CompressionCodecs, CompressionTypes } = kafkajs

type Encoder = { encoder: { buffer: Buffer } } | { buffer: Buffer }

const bytesOf = (encoder: Encoder): Buffer => ('encoder' in encoder ? encoder.encoder : encoder).buffer

const varint = (value: number): Buffer => {
  const bytes: number[] = []
  for (let left = value; ; left >>>= 7) {
    if (left < 128) return Buffer.from([...bytes, left])
    bytes.push((left & 127) | 128)
  }
}

/** One literal after another is valid snappy, and needs no library. */
const snappy = (plain: Buffer): Buffer => {
  const parts = [varint(plain.length)]
  for (let at = 0; at < plain.length; at += 60) {
    const piece = plain.subarray(at, at + 60)
    parts.push(Buffer.from([(piece.length - 1) << 2]), piece)
  }
  return Buffer.concat(parts)
}

/** One raw block after another is valid zstd. */
const zstd = (plain: Buffer): Buffer => {
  // Magic, a frame of one segment with its size in 4 bytes.
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0])
  head.writeUInt32LE(plain.length, 5)
  const parts: Buffer[] = [head]
  for (let at = 0; at < plain.length || at === 0; at += 100_000) {
    const piece = plain.subarray(at, at + 100_000)
    const last = at + 100_000 >= plain.length ? 1 : 0
    const block = Buffer.alloc(3)
    block.writeUIntLE((piece.length << 3) | last, 0, 3)
    parts.push(block, piece)
  }
  return Buffer.concat(parts)
}

const unreadable = (): Promise<never> => Promise.reject(new Error('this process only packs'))

/** Lets kafkajs in this process pack with codecs it does not bring: the services must read what comes of it. */
export const knowCodecs = (): void => {
  const codec = (pack: (plain: Buffer) => Buffer) => () => ({
    compress: (encoder: Encoder) => Promise.resolve(pack(bytesOf(encoder))),
    decompress: unreadable,
  })
  CompressionCodecs[CompressionTypes.Snappy] = codec(snappy)
  CompressionCodecs[CompressionTypes.ZSTD] = codec(zstd)
}

export const packings = [CompressionTypes.GZIP, CompressionTypes.Snappy, CompressionTypes.ZSTD] as const
