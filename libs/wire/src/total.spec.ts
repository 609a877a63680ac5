import fc from 'fast-check'
import { rejectionCodes } from './codes.js'
import { decode } from './decode.js'
import { formats } from './formats/registry.js'
import { decodeLines } from './lines.js'
import { bytesOf } from './testing/wire-bytes.js'
import type { Decoded, Hints, Rejected } from './wire-update.js'

const types = [
  null, '', 'text/plain', 'text/plain; charset=latin1', 'text/plain; charset=utf-16', 'application/json', 'application/x-ndjson',
  'application/octet-stream', 'image/png', 'nonsense', ...formats.flatMap(({ mediaTypes }) => mediaTypes),
] // prettier-ignore

const noise = fc.option(fc.string({ unit: 'binary', maxLength: 20 }), { freq: 2 })
const anyHints: fc.Arbitrary<Hints> = fc.record({
  contentType: fc.oneof(fc.constantFrom(...types), noise),
  provider: fc.oneof(fc.constantFrom('agy-a', null), noise),
  item: fc.oneof(fc.constantFrom('A1', null), noise),
  version: fc.oneof(fc.constantFrom('2', null), noise),
  saidAt: fc.oneof(fc.constantFrom('2024-03-02T07:00:00Z', null), noise),
  incident: fc.oneof(fc.constantFrom('ferry', null), noise),
  language: fc.oneof(fc.constantFrom('en', null), noise),
  timeZone: fc.oneof(fc.constantFrom('America/St_Johns', null), noise),
})
const usualHints = anyHints.map((hints): Hints => ({
  ...hints,
  provider: null,
  item: null,
  version: null,
  saidAt: null,
  incident: null,
  language: null,
  timeZone: hints.timeZone === 'America/St_Johns' ? hints.timeZone : null,
}))

const words = [
  'provider', 'item', 'version', 'action', 'saidAt', 'headline', 'text', 'language', 'slug', 'urgency', 'incident', 'relations', 'claims',
  'withdraws', 'rel', 'fact', 'value', 'tier', 'via', 'detail', 'uri', 'guid', 'headlines', 'bodies', 'contentType', 'body_html', 'pubstatus',
  'versioncreated', 'evolvedfrom', 'associations', 'signal', 'ednote', 'standard', 'name', 'type', '__proto__', 'constructor', 'toString',
] // prettier-ignore
const values = [
  'agy-a', 'A1', '1', 'kill', '2024-03-02T07:00:00Z', '<p>x</p>', 'canceled', 'casualties/killed/police', 'activity', 'ongoing', 'ninjs',
  'agy-a/A1@1#0', '', ' ', '\u0000', '\ud800', 0, -1, 1, 3, 1e300, null, true,
] // prettier-ignore
const leaf = fc.oneof(fc.constantFrom(...values), fc.string({ maxLength: 8 }))
const { document } = fc.letrec<{ document: unknown }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.dictionary(fc.constantFrom(...words), tie('document'), { maxKeys: 10, noNullPrototype: true }),
    fc.array(tie('document'), { maxLength: 4 }),
  ),
}))
const topLevel = fc.dictionary(fc.constantFrom(...words), document, { minKeys: 2, maxKeys: 12, noNullPrototype: true })

const expectEither = (result: Decoded | Rejected): void => {
  if (result.outcome === 'rejected') {
    expect(Object.keys(rejectionCodes)).toContain(result.code)
    expect(result.code).not.toBe('WIRE_DECODER_FAILED')
    expect(result.problems.length).toBeGreaterThan(0)
    return
  }
  expect(result.updates.length).toBeGreaterThan(0)
  expect(formats.map(({ name }) => name)).toContain(result.format)
}

describe('decoding is total', () => {
  it('for any bytes under any headers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), anyHints, (bytes, hints) => {
        const before = Uint8Array.from(bytes)
        expectEither(decode(bytes, hints))
        expect(bytes).toEqual(before)
      }),
      { numRuns: 2000 },
    )
  })

  it('for any text, as an item and as lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), usualHints, (text, hints) => {
        expectEither(decode(bytesOf(text), hints))
        expect(['decoded', 'rejected']).toContain(decodeLines(bytesOf(text), hints).outcome)
      }),
      { numRuns: 1000 },
    )
  })

  it('for any JSON', () => {
    fc.assert(
      fc.property(fc.json(), usualHints, (text, hints) => expectEither(decode(bytesOf(text), hints))),
      { numRuns: 1000 },
    )
  })

  it('for any document made of the words that formats know', () => {
    fc.assert(
      fc.property(topLevel, usualHints, (value, hints) => {
        expectEither(decode(bytesOf(value), hints))
        expect(decodeLines(bytesOf(value), hints)).not.toMatchObject({ code: 'WIRE_DECODER_FAILED' })
      }),
      { numRuns: 5000 },
    )
  })

  it('and whole for what is good: a known update is read back from its JSON under any JSON type', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((value) => value.trim() !== '' && !value.includes('\u0000'))
    const update = fc.record({
      provider: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/),
      item: fc.stringMatching(/^[A-Za-z0-9/@#%.-]{1,20}$/),
      headline: text,
      text,
    })
    fc.assert(
      fc.property(update, fc.constantFrom(null, 'application/json'), (value, contentType) => {
        const result = decode(bytesOf(value), {
          contentType,
          provider: null,
          item: null,
          version: null,
          saidAt: null,
          incident: null,
          language: null,
          timeZone: null,
        })
        expect(result).toMatchObject({ outcome: 'decoded', format: 'wireledger', updates: [value] })
      }),
      { numRuns: 500 },
    )
  })
})
