import fc from 'fast-check'
import { rawBytes } from '../testing/wire-bytes.js'
import { decodeCharset } from './charset.js'
import { invalidUtf8At } from './utf8.js'

describe('reading bytes in a charset', () => {
  it.each([
    ['UTF-8 where nothing is said', rawBytes('Fähre'), null, 'Fähre', 'utf-8'],
    ['a UTF-8 byte order mark', rawBytes(0xef, 0xbb, 0xbf, 'x'), null, 'x', 'utf-8'],
    [
      'ISO-8859-1 as windows-1252',
      rawBytes('F', 0xe4, 'hre ', 0x96, ' ', 0x80),
      'iso-8859-1',
      'Fähre – €',
      'windows-1252',
    ],
    ['latin1', rawBytes(0xe6), 'latin1', 'æ', 'windows-1252'],
    ['us-ascii', rawBytes('plain'), 'us-ascii', 'plain', 'windows-1252'],
    ['ISO-8859-2', rawBytes(0xe8), 'iso-8859-2', 'č', 'iso-8859-2'],
    ['windows-1251', rawBytes(0xc1, 0xe0), 'windows-1251', 'Ба', 'windows-1251'],
    ['UTF-16 by its byte order mark', rawBytes(0xff, 0xfe, 0x41, 0), null, 'A', 'utf-16le'],
    ['UTF-16 of the other byte order', rawBytes(0xfe, 0xff, 0, 0x41), 'utf-16', 'A', 'utf-16be'],
    ['UTF-16 by its label', rawBytes(0x41, 0), 'utf-16', 'A', 'utf-16le'],
    ['a byte order mark against the label', rawBytes(0xef, 0xbb, 0xbf, 'ä'), 'latin1', 'ä', 'utf-8'],
  ])('reads %s', (_what, bytes, label, text, charset) => {
    expect(decodeCharset(bytes, label)).toEqual({ ok: true, text, charset })
  })

  it.each([
    ['a Latin-1 byte in UTF-8', rawBytes('F', 0xe4, 'hre'), null, 1],
    ['a sequence cut at the end', rawBytes('abc', 0xe2, 0x82), null, 3],
    ['an overlong form', rawBytes('a', 0xc0, 0xaf), null, 1],
    ['a surrogate in UTF-8', rawBytes('ab', 0xed, 0xa0, 0x80), null, 2],
    ['half a unit in UTF-16', rawBytes(0x41, 0, 0x42), 'utf-16le', 3],
    ['a late bad byte in EUC-KR', rawBytes('a'.repeat(3000), 0xff, 'b'), 'euc-kr', 3000],
  ])('names the byte offset of %s', (_what, bytes, label, offset) => {
    expect(decodeCharset(bytes, label)).toMatchObject({ ok: false, code: 'WIRE_ENCODING', path: `byte ${offset}` })
  })

  it.each(['klingon', 'utf-7', '', 'iso-2022-kr'])('refuses the charset %p by name', (label) => {
    expect(decodeCharset(rawBytes('x'), label)).toMatchObject({ ok: false, code: 'WIRE_CHARSET' })
  })

  it('finds an invalid byte exactly where the platform says that there is one', () => {
    const strict = new TextDecoder('utf-8', { fatal: true })
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }).map((text) => rawBytes(text)),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const bytes = Uint8Array.from(pieces.flatMap((part) => [...part]))
        const at = invalidUtf8At(bytes)
        if (at === undefined) expect(() => strict.decode(bytes)).not.toThrow()
        else {
          expect(() => strict.decode(bytes)).toThrow()
          expect(() => strict.decode(bytes.subarray(0, at))).not.toThrow()
        }
      }),
      { numRuns: 2000 },
    )
  })
})
