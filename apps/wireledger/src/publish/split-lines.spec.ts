import { splitLines } from './split-lines.js'

const parts = (text: string, lines: number, bytes: number): string[] =>
  splitLines(Buffer.from(text), { lines, bytes }).map((part) => part.toString())

describe('splitting NDJSON into requests', () => {
  test('what fits stays one request', () => {
    expect(parts('a\nb\n', 5, 100)).toEqual(['a\nb\n'])
    expect(parts('', 5, 100)).toEqual([''])
  })

  test('parts end at line ends and together are the same bytes', () => {
    expect(parts('a\nb\nc', 2, 100)).toEqual(['a\nb\n', 'c'])
    expect(parts('aaaa\nbb\ncc\n', 9, 8)).toEqual(['aaaa\nbb\n', 'cc\n'])
  })

  test('a line beyond the limit goes alone, for the door to refuse', () => {
    expect(parts('aaaaaaaaaa\nb\n', 9, 4)).toEqual(['aaaaaaaaaa\n', 'b\n'])
  })
})
