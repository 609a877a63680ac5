import { englishReader } from './reader.js'

const long = 200_000
const fill = (piece: string): string => piece.repeat(Math.ceil(long / piece.length)).slice(0, long)

const pieces: readonly (readonly [name: string, piece: string])[] = [
  ['one endless word', 'a'],
  ['hyphens', 'twenty-'],
  ['digits and commas', '1,'],
  ['numbers', 'two hundred and '],
  ['people without end', 'two officers, '],
  ['triggers without end', 'killed wounded '],
  ['attributions without end', 'police said, according to '],
  ['opened quotations', '" “ '],
  ['opened brackets', '( ( '],
  ['relative clauses', ', who were killed '],
  ['violence', 'fire shooting '],
  ['names', 'Albin Kurti said. '],
  ['line ends', '\n\n \n'],
  ['blanks', '    '],
  ['abbreviations', 'U.S. '],
  ['apostrophes', "o'o'"],
  ['news', 'Police said three officers were killed and two others wounded, one of them seriously. '],
]

const cost = (text: string): number => {
  const start = performance.now()
  englishReader.read(text)
  return performance.now() - start
}

describe('200 kB of', () => {
  it.each(pieces)('%s is read in time that grows with its length', (_name, piece) => {
    const text = fill(piece)
    const half = Math.min(cost(text.slice(0, long / 2)), cost(text.slice(0, long / 2)))
    const whole = Math.min(cost(text), cost(text))
    // Twice the text in at most five times the time, with slack for a busy machine: anything quadratic at this length takes far longer.
    expect(whole).toBeLessThan(half * 5 + 400)
  })
})
