import { contentHash } from './content-hash.js'

// The same in arithmetic that cannot overflow.
const slowly = (text: string): string => {
  let hash = 0xcbf29ce484222325n
  for (let at = 0; at < text.length; at++) {
    for (const byte of [text.charCodeAt(at) & 0xff, text.charCodeAt(at) >>> 8]) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
    }
  }
  return `fnv1a-${hash.toString(16).padStart(16, '0')}`
}

describe('the hash of a content', () => {
  it.each(['', 'a', 'foobar', 'Fähre', '船が座礁', '\u0000', 'x'.repeat(5000)])('of %j is FNV-1a', (text) => {
    expect(contentHash(text)).toBe(slowly(text))
  })
})
