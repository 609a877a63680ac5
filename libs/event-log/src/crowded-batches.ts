import { createRequire } from 'node:module'

type Decoder = { offset: number }
type Messages = readonly unknown[]
type Internals = {
  readonly Decoder: new (bytes: Buffer) => Decoder & { canReadBytes(length: number): boolean }
  readonly recordBatch: (decoder: Decoder) => Promise<{ readonly records: Messages }>
}
type DecodeMessages = (
  decoder: Decoder & { readInt32(): number; readBytes(length: number): Buffer },
) => Promise<Messages>

const protocol = 'kafkajs/src/protocol'
const batchOverhead = 49

/**
 * kafkajs 2.2.4 hands the records of a batch over as arguments of one call. From some 120,000 on, which a broker takes in
 * 1 MB, they are more than the stack holds, and nobody who reads the partition gets past them. Replaces what unpacks a
 * fetch, before kafkajs loads it for the first time.
 */
export const takeCrowdedBatches = (): void => {
  const load = createRequire(import.meta.url)
  const path = load.resolve(`${protocol}/requests/fetch/v4/decodeMessages.js`)
  const unpack = load(path) as DecodeMessages & { takesCrowds?: true }
  if (unpack.takesCrowds === true) return
  const internals: Internals = {
    Decoder: load(`${protocol}/decoder.js`) as Internals['Decoder'],
    recordBatch: load(`${protocol}/recordBatch/v0/decoder.js`) as Internals['recordBatch'],
  }
  const patched: DecodeMessages = async (decoder) => {
    const start = decoder.offset
    try {
      return await unpack(decoder)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      decoder.offset = start
      return recordsOf(internals, decoder.readBytes(decoder.readInt32()))
    }
  }
  const module_ = load.cache[path]
  if (module_ !== undefined) module_.exports = Object.assign(patched, { takesCrowds: true })
}

const recordsOf = async ({ Decoder, recordBatch }: Internals, bytes: Buffer): Promise<Messages> => {
  const decoder = new Decoder(bytes)
  const all: unknown[] = []
  while (decoder.canReadBytes(batchOverhead)) {
    try {
      for (const record of (await recordBatch(decoder)).records) all.push(record)
    } catch (error) {
      // The last batch of a fetch may be cut off.
      if ((error as Error).name === 'KafkaJSPartialMessageError') break
      throw error
    }
  }
  return all
}
