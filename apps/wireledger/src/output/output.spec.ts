import { stripVTControlCharacters } from 'node:util'
import { cut, fit, plain, widthOf } from './cut.js'
import { shareWidth, table } from './table.js'
import { wrap } from './wrap.js'
import { countWords, durationWords, shortTime, timeWords } from './time.js'

describe('cutting text to a width', () => {
  test('short text is left alone and long text ends in an ellipsis', () => {
    expect(cut('Banjska', 7)).toBe('Banjska')
    expect(cut('Banjska attack', 8)).toBe('Banjska…')
  })

  test('wide characters count two and are never halved', () => {
    expect(widthOf('日本')).toBe(4)
    expect(cut('日本語', 4)).toBe('日…')
    expect(fit('日', 5)).toBe('日   ')
  })

  test('control and direction characters cannot reach the terminal', () => {
    expect(plain('a\u001b[31mb\r\nc\u202ed')).toBe('a [31mb c d')
  })
})

describe('wrapping text', () => {
  test('lines break at spaces, and a word wider than a line is broken, not lost', () => {
    expect(wrap('two police officers dead', 10)).toEqual(['two police', 'officers', 'dead'])
    expect(wrap('a abcdefghij', 4)).toEqual(['a', 'abcd', 'efgh', 'ij'])
    expect(wrap('', 4)).toEqual([''])
  })
})

describe('tables', () => {
  test('every line stays inside the width', () => {
    const text = table(
      [
        { head: 'fact', width: 20 },
        { head: 'who', width: 30 },
      ],
      [['casualties/injured/police', 'urn:newsml:example.org:20230924:a-very-long-identifier-without-spaces/9@1#0']],
      60,
    )
    const lines = stripVTControlCharacters(text).split('\n')
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(60)
    expect(lines.map((line) => line.slice(24).trim()).join('')).toContain('identifier')
    expect(lines[0]).toContain('fact')
  })

  test('widths are shared in proportion and sum up', () => {
    expect(shareWidth([10, 30], 80)).toEqual([20, 60])
    expect(shareWidth([1, 1, 1], 100).reduce((a, b) => a + b)).toBe(100)
  })
})

describe('times and counts', () => {
  test('times are told in UTC, milliseconds only where there are some', () => {
    expect(timeWords('2023-09-24T05:46:00.000Z')).toBe('2023-09-24 05:46:00Z')
    expect(timeWords('2023-09-24T05:46:00.250Z')).toBe('2023-09-24 05:46:00.250Z')
    expect(timeWords(null)).toBe('-')
    expect(shortTime('2023-09-24T05:46:00.000Z')).toBe('24 Sep 05:46')
  })

  test('durations and counts are told for people', () => {
    expect([0.44, 12.4, 185, 7620].map(durationWords)).toEqual(['0.4 s', '12 s', '3 min 05 s', '2 h 07 min'])
    expect(countWords(1234567)).toBe('1,234,567')
    expect(countWords(12)).toBe('12')
  })
})
