/** A word, number or mark of the text. `low` is lower case with straight apostrophes and without a possessive 's. */
export type Token = {
  readonly text: string
  readonly low: string
  readonly start: number
  readonly end: number
  readonly kind: 'word' | 'number' | 'mark' | 'break'
  readonly cap: boolean
  /** Number of the quotation the token stands in, 0 outside of one. */
  readonly quote: number
}

// Every alternative ends in optional parts only, so that no alternative can fail late and backtrack.
const piece =
  /(?:\p{Lu}\.){2,}|[ap]\.m\.|\d+(?:[.,:]\d+)*(?:[-–\u2010\u2011]?[\p{L}\p{N}])*%?|\p{L}[\p{L}\p{M}\p{N}]*(?:['’&\u2010\u2011-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*|\r?\n|[^\s]/uy
const blank = /[^\S\r\n]+/uy
const pureNumber = /^\d+(?:[.,]\d+)*$/u
const wordStart = /^\p{L}/u
const capital = /^\p{Lu}/u
const openers = new Set(['“', '«', '„'])
const closers = new Set(['”', '»'])

type QuoteState = { open: number; last: number }

/** Cuts text into tokens; white space is left out, line ends are tokens of their own. Linear in the text's length. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const quotes: QuoteState = { open: 0, last: 0 }
  let at = 0
  let lineEmpty = true
  while (at < text.length) {
    at = skipBlank(text, at)
    piece.lastIndex = at
    const found = piece.exec(text)?.[0]
    if (found === undefined) {
      at += 1
      continue
    }
    const isBreak = found.endsWith('\n')
    // A quotation never closed must not swallow the paragraphs after it.
    if (isBreak && lineEmpty) quotes.open = 0
    lineEmpty = isBreak
    if (!turnQuote(found, quotes)) tokens.push(tokenOf(found, at, quotes.open, isBreak))
    at += found.length
  }
  return tokens
}

function skipBlank(text: string, at: number): number {
  blank.lastIndex = at
  return at + (blank.exec(text)?.[0].length ?? 0)
}

function turnQuote(mark: string, quotes: QuoteState): boolean {
  const opens = openers.has(mark) || (mark === '"' && quotes.open === 0)
  if (opens) {
    quotes.last += 1
    quotes.open = quotes.last
    return true
  }
  if (closers.has(mark) || mark === '"') {
    quotes.open = 0
    return true
  }
  return mark === '‘' || mark === '’' || mark === "'"
}

function tokenOf(text: string, start: number, quote: number, isBreak: boolean): Token {
  const isWord = wordStart.test(text)
  const kind = isBreak ? 'break' : pureNumber.test(text) ? 'number' : isWord || text.length > 1 ? 'word' : 'mark'
  const low = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/[\u2010\u2011]/gu, '-')
    .replace(/'s$/u, '')
  return { text, low, start, end: start + text.length, kind, cap: capital.test(text), quote }
}
