import { decode } from './decode.js'
import { maxItemBytes } from './limits.js'
import { bytesOf, decodeValue, hintsOf, rawBytes, rejectionOf, updateOf, warningsOf } from './testing/wire-bytes.js'

const update = { provider: 'agy-a', item: 'A3', headline: 'x' }
const item = { uri: 'urn:x', headline: 'x' }
const png = rawBytes(0x89, 'PNG\r\n', 0x1a, 0x0a, 0, 0, 0, 13)

describe('which format reads the bytes', () => {
  it.each([
    [null, update, 'wireledger', 0],
    ['application/vnd.wireledger.update+json', update, 'wireledger', 0],
    ['Application/VND.Wireledger.Update+JSON; charset=utf-8', update, 'wireledger', 0],
    ['application/json', update, 'wireledger', 0],
    ['application/octet-stream', update, 'wireledger', 0],
    ['', update, 'wireledger', 0],
    ['application/vnd.iptc.ninjs+json', update, 'wireledger', 1],
    ['application/vnd.other+json', update, 'wireledger', 1],
    ['text/plain', update, 'wireledger', 1],
    ['application/x-www-form-urlencoded', update, 'wireledger', 1],
    ['application/xml', update, 'wireledger', 1],
    ['nonsense', update, 'wireledger', 1],
    [null, item, 'ninjs', 0],
    ['application/vnd.iptc.ninjs+json', item, 'ninjs', 0],
    ['application/json', item, 'ninjs', 0],
    ['application/vnd.wireledger.update+json', item, 'ninjs', 1],
    ['text/plain', item, 'ninjs', 1],
    [null, 'shootings continue', 'text', 0],
    ['text/plain', 'shootings continue', 'text', 0],
    ['application/octet-stream', 'shootings continue', 'text', 0],
  ])('declared as %p, %j is read as %s with %i warnings', (contentType, value, format, warnings) => {
    expect(decodeValue(value, { contentType })).toMatchObject({ outcome: 'decoded', format })
    expect(warningsOf(value, { contentType })).toHaveLength(warnings)
  })

  it.each([
    ['image/png', png],
    ['image/png', update],
    ['image/png', 'shootings continue'],
    ['video/mp4', 'shootings continue'],
    ['multipart/form-data; boundary=x', 'shootings continue'],
    ['application/pdf', '%PDF-1.7'],
    ['application/cloudevents+json', { specversion: '1.0', id: '1', source: 's', type: 't', data: update }],
    ['application/xml', '<unheard-of/>'],
    ['text/html', '<p>x</p>'],
    ['application/x-unheard-of', 'shootings continue'],
    ['application/x-www-form-urlencoded', 'a=b'],
  ])('refuses the content type %s', (contentType, value) => {
    expect(rejectionOf(value, { contentType })).toMatchObject({ code: 'WIRE_CONTENT_TYPE', unsupported: true })
  })

  it.each([
    [null, { foo: 1 }],
    ['application/json', { foo: 1 }],
    ['application/json', [update]],
    ['application/json', [1, 2]],
    ['application/json', '"text"'],
    ['application/json', 'null'],
    ['application/json', { uri: 'urn:x', random: 1 }],
    ['application/json', { $schema: 'x', type: 'object', title: 'a schema' }],
    ['application/vnd.api+json', { item: { uri: 'x' } }],
    [null, { specversion: '1.0', id: '1', source: 's', type: 't', data: update }],
    [null, '<?xml version="1.0"?><alert/>'],
    [null, '\u0001eca062\u0002text'],
  ])('refuses under %p the unknown shape of %j', (contentType, value) => {
    expect(rejectionOf(value, { contentType })).toMatchObject({ code: 'WIRE_UNRECOGNISED', unsupported: true })
  })

  it.each([
    ['application/json', '{"provider": "a",'],
    ['application/json', 'shootings continue'],
    ['application/vnd.wireledger.update+json', '{"provider": "a",'],
    ['application/vnd.iptc.ninjs+json', '{"uri": '],
    ['application/vnd.other+json', '{'],
    [null, '{"provider": "a",'],
    [null, '  [ { "uri": "x" '],
  ])('names the broken JSON declared as %p', (contentType, text) => {
    const rejection = rejectionOf(text, { contentType })
    expect(rejection).toMatchObject({ code: 'WIRE_JSON_SYNTAX', unsupported: false })
    expect(rejection.problems[0]?.path).toMatch(/^line 1, column \d+$/)
  })

  it('names what a document declared as an update lacks', () => {
    const contentType = 'application/vnd.wireledger.update+json'
    expect(rejectionOf({ foo: 1 }, { contentType }).problems.map(({ path }) => path)).toEqual(['/provider', '/item'])
    expect(rejectionOf([update], { contentType })).toMatchObject({ code: 'WIRE_FIELDS', problems: [{ path: '' }] })
    expect(rejectionOf({ headline: 'x' }).problems.map(({ path }) => path)).toEqual(['/provider', '/item'])
  })

  it.each([
    ['no value', null, 'WIRE_EMPTY'],
    ['no bytes', new Uint8Array(), 'WIRE_EMPTY'],
    ['a picture', png, 'WIRE_ENCODING'],
    ['NUL bytes', rawBytes(0, 0, 0, 0), 'WIRE_NUL'],
    ['a zip file', rawBytes('PK', 3, 4, 0, 0), 'WIRE_NUL'],
    ['too many bytes', bytesOf('a'.repeat(maxItemBytes + 1)), 'WIRE_TOO_LARGE'],
    ['bad UTF-8 in JSON', rawBytes('{"provider":"', 0xff, '"}'), 'WIRE_ENCODING'],
  ])('refuses %s', (_what, bytes, code) => {
    expect(decode(bytes, hintsOf())).toMatchObject({ outcome: 'rejected', code, unsupported: false })
  })

  it('names the byte where JSON is no UTF-8', () => {
    const rejection = rejectionOf(rawBytes('{"provider":"', 0xff, '"}'), { contentType: 'application/json' })
    expect(rejection).toMatchObject({ code: 'WIRE_ENCODING', problems: [{ path: 'byte 13' }] })
  })

  it('refuses JSON in UTF-16, which JSON may not be', () => {
    const bytes = rawBytes(0xff, 0xfe, ...[...'{"uri":"x","headline":"y"}'].flatMap((character) => [character, 0]))
    expect(rejectionOf(bytes, { contentType: 'application/json' }).code).toBe('WIRE_ENCODING')
  })

  it('takes an item of exactly as many bytes as one may have', () => {
    expect(updateOf('a'.repeat(maxItemBytes)).text).toHaveLength(maxItemBytes)
  })

  it('takes a byte order mark before JSON', () => {
    expect(updateOf(`\ufeff${JSON.stringify(update)}`).item).toBe('A3')
  })

  it('reads a record of NDJSON as the updates of its lines', () => {
    const two = `${JSON.stringify(update)}\n\n${JSON.stringify({ ...update, item: 'A4', claims: [1] })}\n`
    const result = decodeValue(two, { contentType: 'application/x-ndjson' })
    expect(result).toMatchObject({ outcome: 'decoded', updates: [{ item: 'A3' }, { item: 'A4' }] })
    expect(warningsOf(two, { contentType: 'application/x-ndjson' })).toEqual([
      expect.stringMatching(/^line 3: claims\[0\]/),
    ])
  })

  it('gives at most a hundred warnings and a hundred problems, and counts the rest', () => {
    expect(warningsOf({ ...update, claims: Array(500).fill(0) }).slice(99)).toEqual([
      expect.any(String),
      'and 400 more warnings',
    ])
    expect(rejectionOf({ ...update, withdraws: Array(500).fill(0) }).problems).toHaveLength(101)
  })
})
