import { rawBytes, rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'
import { headlineOf } from './headline.js'

describe('plain text', () => {
  it('is taken as it is but for the line breaks at its end', () => {
    expect(updateOf('shootings continue\r\n\n').text).toBe('shootings continue')
    expect(updateOf('  two  spaces\n\tand a tab ').text).toBe('  two  spaces\n\tand a tab ')
  })

  it('has no identity but what headers give', () => {
    expect(updateOf('x')).toMatchObject({
      provider: 'unknown',
      item: null,
      version: '1',
      saidAt: null,
      headline: null,
      claims: null,
    })
    const hints = {
      provider: 'agy-a',
      item: 'A1',
      version: '3',
      saidAt: '2024-03-02T09:20:00+0200',
      incident: 'ferry',
      language: 'en',
    }
    expect(updateOf('x', hints)).toMatchObject({ ...hints, saidAt: '2024-03-02T07:20:00.000Z', text: 'x' })
  })

  it.each([
    ['a line, an empty line and more', 'Ferry lists\n\nTwo are hurt.', 'Ferry lists'],
    ['Windows line ends', 'Ferry lists\r\n\r\nTwo are hurt.', 'Ferry lists'],
    ['spaces on the empty line', ' Ferry lists \n  \nTwo are hurt.', 'Ferry lists'],
    ['200 characters', `${'ä'.repeat(200)}\n\nx`, 'ä'.repeat(200)],
    ['201 characters', `${'a'.repeat(201)}\n\nx`, null],
    ['no empty line', 'Ferry lists\nTwo are hurt.', null],
    ['nothing after the empty line', 'Ferry lists\n\n ', null],
    ['one line', 'Ferry lists', null],
    ['an empty first line', '\n\nFerry lists', null],
  ])('finds a headline only in a first line of its own: %s', (_what, text, headline) => {
    expect(headlineOf(text)).toBe(headline)
  })

  it('takes a byte order mark off', () => {
    expect(updateOf(rawBytes(0xef, 0xbb, 0xbf, 'x')).text).toBe('x')
  })

  it('honours the charset parameter', () => {
    expect(updateOf(rawBytes('F', 0xe4, 'hre'), { contentType: 'Text/Plain; Charset="ISO-8859-1"' }).text).toBe('Fähre')
    expect(warningsOf(rawBytes('F', 0xe4, 'hre'), { contentType: 'text/plain;charset=latin1' })).toEqual([])
  })

  it.each([null, 'text/plain', 'application/octet-stream'])(
    'reads 8-bit letters of a charset nobody declared under %p, and warns',
    (contentType) => {
      expect(updateOf(rawBytes('F', 0xe4, 'hre'), { contentType }).text).toBe('Fähre')
      expect(warningsOf(rawBytes('F', 0xe4, 'hre'), { contentType })).toEqual([
        'no charset is declared and the bytes are no UTF-8: read as windows-1252',
      ])
    },
  )

  it.each([
    ['a declared charset', rawBytes('F', 0xe4, 'hre'), 'text/plain; charset=utf-8', 'byte 1'],
    ['damaged UTF-8', rawBytes('Fähre, Küste ', 0xe4, '.'), null, 'byte 15'],
    ['UTF-8 that is cut off', rawBytes('Fähre, Küste ', 0xc3), 'text/plain', 'byte 15'],
    ['a picture', rawBytes(0x89, 'PNG\r\n', 0x1a, '\n', 0x01, 0xe4), 'text/plain', 'byte 0'],
    ['letters of no language', rawBytes('ab', 0xb7, 0xd0, 'cd', 0xdd, 0xb2, 'e', 0xff, 0xb3, 'f'), null, 'byte 2'],
  ])('names the first byte that is no UTF-8: %s', (_what, bytes, contentType, path) => {
    expect(rejectionOf(bytes, { contentType })).toMatchObject({
      code: 'WIRE_ENCODING',
      unsupported: false,
      problems: [{ path }],
    })
  })

  it('refuses an unknown charset as unsupported', () => {
    expect(rejectionOf('x', { contentType: 'text/plain; charset=klingon' })).toMatchObject({
      code: 'WIRE_CHARSET',
      unsupported: true,
    })
  })

  it.each([null, 'text/plain'])('refuses NUL under %p and says where', (contentType) => {
    expect(rejectionOf('ab\u0000c', { contentType })).toMatchObject({
      code: 'WIRE_NUL',
      problems: [{ path: 'character 2' }],
    })
  })

  it.each([' ', '\n', '\t\r\n ', '\ufeff', '\u00a0'])('refuses nothing but white space, %j', (text) => {
    expect(rejectionOf(text).code).toBe('WIRE_EMPTY')
  })

  it('takes JSON and markup as text only where it is declared as text and has no known shape', () => {
    expect(updateOf('{"a":1}', { contentType: 'text/plain' }).text).toBe('{"a":1}')
    expect(updateOf('<p>x</p>', { contentType: 'text/plain' }).text).toBe('<p>x</p>')
    expect(rejectionOf('{"a":1}')).toMatchObject({ code: 'WIRE_UNRECOGNISED', unsupported: true })
    expect(rejectionOf('<p>x</p>')).toMatchObject({ code: 'WIRE_UNRECOGNISED', unsupported: true })
    expect(updateOf('[1st lead] 3 < 4 {sic}').format).toBe('text')
  })
})
