import fc from 'fast-check'
import { Partitioners } from 'kafkajs'
import { partitionOfKey } from './partitioner.js'

describe('the partition of a key', () => {
  const kafkajs = Partitioners.DefaultPartitioner()
  const metadata = (count: number) => Array.from({ length: count }, (_, partitionId) => ({ partitionId, leader: 1 }))

  it('is the one kafkajs, and so every Java client, chooses for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 256 }), (bytes, count) => {
        const key = Buffer.from(bytes)
        const theirs = kafkajs({
          topic: 't',
          partitionMetadata: metadata(count) as never,
          message: { key, value: null },
        })
        expect(partitionOfKey(key, count)).toBe(theirs)
      }),
      { numRuns: 500 },
    )
  })

  it('is the same for a text and its UTF-8 bytes', () => {
    expect(partitionOfKey('Banjskë', 8)).toBe(partitionOfKey(Buffer.from('Banjskë'), 8))
  })

  it('is what Kafka itself documents for known keys', () => {
    // murmur2("21") = -973932308, from Kafka's UtilsTest.
    expect(partitionOfKey('21', 0x7fffffff)).toBe(-973932308 & 0x7fffffff)
    expect(partitionOfKey('a-little-bit-long-string', 0x7fffffff)).toBe(-985981536 & 0x7fffffff)
  })
})
