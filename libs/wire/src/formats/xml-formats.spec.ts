import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { providerPattern } from '../names.js'
import { decodeValue } from '../testing/wire-bytes.js'

const here = dirname(fileURLToPath(import.meta.url))
const samplesOf = (format: string): readonly string[] =>
  readdirSync(join(here, format, 'samples'))
    .filter((file) => file.endsWith('.input.xml'))
    .map((file) => readFileSync(join(here, format, 'samples', file), 'utf8').replace(/^<\?xml.*\?>/, ''))

const values = [
  'canceled', 'withheld', 'embargoed', 'F1', 'true', '2', '0', '0E68', '-1', '20240302T080000Z', '2024-03-02', '99999999T999999', 'Update', 'Cancel', 'Test',
  'AllClear', 'Past', 'npa', ',', ',,', 'a,b,c d', "'", 'constructor', '__proto__', 'toString', '1st Ld', 'EMBARGOED TO 0001 SUNDAY', '&lt;p&gt;x', '&#160;',
  '&lt;script&gt;alert(1)&lt;/script&gt;', '&amp;#99999999;', ' ', '', '\n', 'CORRECTED-x', 'KILL KILL KILL', 'ny2-x', 'x'.repeat(3000), '\u{1f525}', 'http://a b',
] // prettier-ignore

const edit = fc.record({
  what: fc.constantFrom('text', 'attribute', 'drop', 'double', 'rename'),
  at: fc.nat(500),
  value: fc.oneof(fc.constantFrom(...values), fc.stringMatching(/^[ -%'-;=?-~]{0,12}$/)),
})
type Edit = { readonly what: string; readonly at: number; readonly value: string }

const patterns: { readonly [what: string]: RegExp } = {
  text: /(?<=>)[^<>]+(?=<)/g,
  attribute: /(?<==")[^"<>]*(?=")/g,
  drop: /<([\w.:-]+)(?:\s[^<>]*)?>[^<>]*<\/\1>|<[\w.:-]+(?:\s[^<>]*)?\/>/g,
  double: /<([\w.:-]+)(?:\s[^<>]*)?>[^<>]*<\/\1>|<[\w.:-]+(?:\s[^<>]*)?\/>/g,
  rename: /<([\w.:-]+)(?:\s[^<>]*)?>[^<>]*<\/\1>/g,
}

// One place of a good document becomes another: most of what wires get wrong is a value, or an element too few or many.
const edited = (xml: string, { what, at, value }: Edit): string => {
  const places = [...xml.matchAll(patterns[what] ?? /$/g)]
  const place = places[at % Math.max(1, places.length)]
  if (place === undefined) return xml
  const [found] = place
  const put =
    what === 'drop'
      ? ''
      : what === 'double'
        ? found + found
        : what === 'rename'
          ? `<x>${found}</x>`
          : value.replaceAll('"', '')
  return xml.slice(0, place.index) + put + xml.slice(place.index + found.length)
}

describe.each(['nitf', 'ritzau', 'cap'])('any document near one of %s', (format) => {
  const document = fc
    .tuple(fc.constantFrom(...samplesOf(format)), fc.array(edit, { minLength: 1, maxLength: 12 }))
    .map(([sample, edits]) => edits.reduce(edited, sample))

  it('ends as updates that hold what they must, or as one rejection with a place', () => {
    let decoded = 0
    fc.assert(
      fc.property(document, (xml) => {
        const result = decodeValue(xml)
        if (result.outcome === 'rejected') {
          expect(result.code).not.toBe('WIRE_DECODER_FAILED')
          expect(result.problems.length).toBeGreaterThan(0)
          return
        }
        decoded += 1
        // A feed in which an alert was spoilt is read as the feed it is.
        const isFeed = format === 'cap' && /<feed[\s>]/.test(xml)
        expect(isFeed && result.format === 'atom' ? format : result.format).toBe(format)
        expect(result.updates.length).toBeGreaterThan(0)
        for (const { provider, item, version, saidAt, headline, text, particulars } of result.updates) {
          expect(provider).toMatch(providerPattern)
          expect([item, version]).not.toContain('')
          expect([headline, text]).not.toContain('')
          expect(saidAt ?? '2024-03-02T08:00:00.000Z').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
          expect(particulars.html ?? '').not.toMatch(/<script|javascript:|onclick/i)
        }
      }),
      { numRuns: 400 },
    )
    expect(decoded).toBeGreaterThan(200)
  })

  it('reads the same from the same', () => {
    fc.assert(
      fc.property(document, (xml) => expect(decodeValue(xml)).toEqual(decodeValue(xml))),
      { numRuns: 50 },
    )
  })
})
