import fc from 'fast-check'
import { canonicalJson, type Json } from './json.js'

const sorted = (value: Json): Json => {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted)
  const members = Object.entries(value).map(([key, member]) => [key, sorted(member ?? null)] as const)
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

// Members named by whole numbers come first in an object of JavaScript, whatever their order: not so in the text.
const word = fc.string({ unit: 'binary', maxLength: 80 }).filter((text) => !/^\d+$/.test(text) && text !== '__proto__')
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(word, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value

describe('canonical JSON', () => {
  it('is the text that JSON.stringify gives of the same value with its members in order', () => {
    fc.assert(fc.property(json, (value) => canonicalJson(value) === JSON.stringify(sorted(value))))
  })

  it('escapes what JSON must escape, however short the text', () => {
    const texts = ['"', '\\', '\n', '\u0000', '\ud800', 'ä', '\u007f', ' plain~']
    expect(texts.map((text) => canonicalJson(text))).toEqual(texts.map((text) => JSON.stringify(text)))
  })

  it('orders members by code unit and leaves out those that are undefined', () => {
    expect(canonicalJson({ b: 1, a: [true, null], '10': 'x', '9': undefined })).toBe('{"10":"x","a":[true,null],"b":1}')
  })
})
