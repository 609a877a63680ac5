import fc from 'fast-check'
import { readCompactJson } from './compact-json.js'
import { readCarefully, readJson } from './read-json.js'

const outlines = [
  '{"a":1,"a":2}', '{"a":{"b":1,"b":1}}', '{"2":1,"1":2}', '{"a":9007199254740994}', '{"a":1e21}', '{"a":1e+21}', '{"a":-0}', '{"a":1.0}',
  '{"a":0.1000000000000000055511151231257827}', '{"a":"\\ud800"}', '{"a":"\\u0000"}', '{"a":"\u0000"}', '{"a":"\\u00e9"}', '{"a":"é"}',
  '{"__proto__":{"a":1}}', '{"a":1} ', '{ "a":1}', '{"a":1', '{"":"\\\\u0000"}', `${'{"a":'.repeat(32)}1${'}'.repeat(32)}`,
  `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, `{"a":${'['.repeat(60_000)}`, `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
] // prettier-ignore

describe('a compact document', () => {
  it.each(outlines)('is read as letter by letter, or left to that: %.40s', (text) => {
    expect(readJson(text)).toEqual(readCarefully(text))
  })
  it('is read as letter by letter, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' })),
        fc.nat(200),
        fc.string({ maxLength: 3 }),
        (value, at, piece) => {
          const text = JSON.stringify(value)
          expect(readJson(text)).toEqual(readCarefully(text))
          const broken = text.slice(0, at) + piece + text.slice(at)
          expect(readJson(broken)).toEqual(readCarefully(broken))
        },
      ),
    )
  })
  it('is what most publishers send', () => {
    const value = { provider: 'agy-a', item: 'A1', urgency: 3, claims: [{ fact: 'activity', value: 'é "over"' }] }
    expect(readCompactJson(JSON.stringify(value))).toEqual(value)
    expect(readCompactJson(JSON.stringify(value, null, 1))).toBeUndefined()
  })
})
