import fc from 'fast-check'
import { readJson } from './read-json.js'

const problemsOf = (text: string) => {
  const reading = readJson(text)
  return reading.ok ? reading.duplicates : reading.problems
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('the strict JSON reader', () => {
  it('reads every JSON text as JSON.parse does, or refuses what a reader would change', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 6, stringUnit: 'binary' }),
        fc.constantFrom('', ' ', '\n\t\r '),
        (text, space) => {
          const value = JSON.parse(text) as unknown
          const reading = readJson(space + text + space)
          expect(reading.ok).toBe(!isPoison(value))
          if (reading.ok) expect(reading).toEqual({ ok: true, value: withoutMinusZero(value), duplicates: [] })
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('accepts nothing that JSON.parse refuses, and refuses nothing else but what would lose something', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"a"',
        '"b"',
        '1',
        '-0.5',
        'true',
        'null',
        ' ',
        '"',
        '\\',
        '\\u0041',
        'tru',
        '01',
        '.',
        '\n',
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        const expected = parsed(text)
        const reading = readJson(text)
        expect(reading.ok).toBe(expected !== undefined && !isPoison(expected.value))
        if (reading.ok) expect(reading.value).toEqual(withoutMinusZero(expected?.value))
      }),
      { numRuns: 5000 },
    )
  })

  it('never throws, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => typeof readJson(text).ok === 'boolean'),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['an unfinished object', '{"a": 1', 'line 1, column 8'],
    ['a missing value on a later line', '{\n  "a": 1,\n  "b": }', 'line 3, column 8'],
    ['a trailing comma', '[1,]', 'line 1, column 4'],
    ['a second document', '{} {}', 'line 1, column 4'],
    ['a raw line break inside a text', '"a\nb"', 'line 1, column 3'],
    ['a raw NUL inside a text', '"a\u0000b"', 'line 1, column 3'],
    ['an unknown escape', '"\\x41"', 'line 1, column 2'],
    ['a short escape', '"\\u12"', 'line 1, column 2'],
    ['a leading zero', '[01]', 'line 1, column 3'],
    ['a bare word', '[nul]', 'line 1, column 2'],
    ['nothing at all', '', 'line 1, column 1'],
    ['a column after an astral character', '["𝄞", x]', 'line 1, column 7'],
  ])('names the line and column of %s', (_what, text, path) => {
    expect(problemsOf(text)).toMatchObject([{ code: 'WIRE_JSON_SYNTAX', path }])
  })

  it.each([
    ['a duplicate key', '{"a":{"b":1,"b":2}}', 'WIRE_JSON_DUPLICATE_KEY', '/a/b'],
    ['a duplicate key spelled with an escape', '{"b":1,"\\u0062":1}', 'WIRE_JSON_DUPLICATE_KEY', '/b'],
    ['a duplicate __proto__', '{"__proto__":1,"__proto__":2}', 'WIRE_JSON_DUPLICATE_KEY', '/__proto__'],
    ['NUL in a text', '{"a":["x","\\u0000"]}', 'WIRE_NUL', '/a/1'],
    ['NUL in a key', '{"a":{"\\u0000":1}}', 'WIRE_NUL', '/a'],
    ['a high surrogate alone', '["\\ud800"]', 'WIRE_JSON_SURROGATE', '/0'],
    ['a low surrogate alone', '["\\udc00x"]', 'WIRE_JSON_SURROGATE', '/0'],
    ['a surrogate in a key', '{"\\ud800":1}', 'WIRE_JSON_SURROGATE', ''],
    ['an integer beyond 2^53', '{"a/b":9007199254740993}', 'WIRE_JSON_NUMBER', '/a~1b'],
    ['a large integer that a double holds', '[100000000000000000000]', 'WIRE_JSON_NUMBER', '/0'],
    ['an overflow', '[1e400]', 'WIRE_JSON_NUMBER', '/0'],
    ['an underflow', '[1e-400]', 'WIRE_JSON_NUMBER', '/0'],
    ['more digits than a double has', '[0.12345678901234567890123]', 'WIRE_JSON_NUMBER', '/0'],
    ['33 levels', nested(33), 'WIRE_JSON_DEPTH', '/0'.repeat(32)],
    ['very many arrays', `[${'[],'.repeat(20_000)}[]]`, 'WIRE_JSON_SIZE', '/12499'],
    ['100,000 levels', '['.repeat(100_000), 'WIRE_JSON_DEPTH', '/0'.repeat(32)],
  ])('names %s by its pointer', (_what, text, code, path) => {
    expect(problemsOf(text)).toMatchObject([{ code, path }])
  })

  it('reads 32 levels', () => {
    expect(readJson(nested(32)).ok).toBe(true)
  })

  it('names every problem of a document, not only the first', () => {
    const problems = problemsOf('{"a":"\\u0000","b":1e999,"c":{"d":"\\ud800"}}')
    expect(problems.map(({ path }) => path)).toEqual(['/a', '/b', '/c/d'])
  })

  it.each([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740992', -9007199254740992],
    ['0.10000000000000001', 0.1],
    ['59.912734500000002', 59.9127345],
    ['1.50', 1.5],
    ['1e5', 100000],
    ['5e-324', 5e-324],
    ['0e999', 0],
    ['-0', 0],
    ['0.1000000000000000055511151231257827', 0.1],
  ])('takes %s, which a double holds as it is written', (literal, value) => {
    expect(readJson(literal)).toMatchObject({ ok: true, value })
  })

  it('takes every double as it prints, below 2^53', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 53), max: 2 ** 53 })
    fc.assert(
      fc.property(double, fc.integer({ min: 17, max: 30 }), (value, digits) => {
        expect(readJson(String(value))).toMatchObject({ ok: true, value: withoutMinusZero(value) })
        expect(readJson(value.toPrecision(digits))).toMatchObject({ ok: true, value: withoutMinusZero(value) })
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps __proto__ as a member and changes no prototype', () => {
    const reading = readJson('{"__proto__":{"polluted":1}}')
    expect(reading.ok && Object.keys(reading.value as object)).toEqual(['__proto__'])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

const parsed = (text: string): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

const withoutMinusZero = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutMinusZero)
  if (typeof value !== 'object' || value === null) return value === 0 ? 0 : value
  const entries = Object.entries(value).map(([key, member]) => [key, withoutMinusZero(member)] as const)
  return Object.fromEntries(entries)
}

// What is valid JSON and must still be refused.
const isPoison = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes('\u0000') || /\p{Cs}/u.test(value)
  if (typeof value === 'number') return Math.abs(value) > 2 ** 53
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, member]) => isPoison(key) || isPoison(member))
}
