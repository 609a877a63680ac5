import type { Token } from './tokens.js'
import { abbreviations } from './words/function-words.js'

export type Sentence = {
  readonly tokens: readonly Token[]
  readonly question: boolean
  readonly paragraph: number
}

/** Longer ones are cut, so that work inside a sentence stays bounded. */
const longest = 300
const enders = new Set(['.', '!', '?', '…'])

/** Groups tokens into sentences. A blank line always ends one; a single line end does when the line does not look wrapped. */
export function sentencesOf(tokens: readonly Token[]): Sentence[] {
  const sentences: Sentence[] = []
  let open: Token[] = []
  let paragraph = 0
  let lineStart = tokens[0]?.start ?? 0
  const close = (question: boolean) => {
    if (open.length > 0) sentences.push({ tokens: open, question, paragraph })
    open = []
  }
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]
    if (token.kind === 'break') {
      const isParagraph = next === undefined || next.kind === 'break'
      if (isParagraph || endsLine(token.start - lineStart, next)) close(false)
      if (isParagraph) paragraph += 1
      lineStart = token.end
      continue
    }
    open.push(token)
    if (enders.has(token.low) && endsSentence(token, tokens[index - 1], next)) close(token.low === '?')
    else if (open.length >= longest) close(false)
  }
  close(false)
  return sentences
}

// Old wire formats wrap at 50 to 80 columns; a shorter or longer line is a headline or a paragraph.
function endsLine(length: number, next: Token): boolean {
  return (length < 50 || length > 90) && (next.cap || next.kind !== 'word')
}

function endsSentence(ender: Token, before: Token | undefined, next: Token | undefined): boolean {
  if (next === undefined || next.kind === 'break') return true
  if (next.start === ender.end && next.kind !== 'mark' && next.quote === ender.quote) return false
  if (next.kind === 'word' && !next.cap && next.quote === ender.quote) return false
  if (ender.low !== '.' || before === undefined) return true
  return !abbreviations.has(before.low) && !(before.cap && before.text.length === 1)
}
