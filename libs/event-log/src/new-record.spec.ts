import { createRequire } from 'node:module'
import fc from 'fast-check'
import { recordSize } from './new-record.js'

// kafkajs' own encoder: the size must be what goes over the wire, not a formula of ours.
const encode = createRequire(import.meta.url)('kafkajs/src/protocol/recordBatch/record/v0/index.js') as (
  record: object,
) => {
  size: () => number
}

describe('the size of a record', () => {
  it('is exactly what kafkajs encodes for it alone', () => {
    const bytes = fc.uint8Array({ maxLength: 9000 }).map((array) => Buffer.from(array))
    fc.assert(
      fc.property(
        fc.option(bytes),
        fc.option(bytes),
        fc.dictionary(fc.string({ minLength: 1 }), bytes, { maxKeys: 4 }),
        (key, value, headers) => {
          expect(recordSize({ topic: 't', key, value, headers })).toBe(encode({ key, value, headers }).size())
        },
      ),
    )
  })

  it('counts text in bytes', () => {
    expect(recordSize({ topic: 't', key: 'ë', value: null })).toBe(
      recordSize({ topic: 't', key: Buffer.from('ë'), value: null }),
    )
  })
})
