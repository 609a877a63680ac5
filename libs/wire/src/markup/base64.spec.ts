import fc from 'fast-check'
import { base64Bytes } from './base64.js'

describe('base64', () => {
  it('gives back what was encoded, with white space anywhere', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64')
        expect(base64Bytes(text.replace(/.{5}/g, '$& \n'))).toEqual(bytes)
      }),
    )
  })

  it.each(['', ' ', 'A', 'AB!D', 'AB==CD'])('is not %j', (text) => {
    expect(base64Bytes(text)).toBeUndefined()
  })
})
