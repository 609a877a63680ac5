import type { Span } from './cut-out.js'

/**
 * Where the elements of the array at a path of member names stand. The text is valid JSON, one character a byte, so that
 * an element can be taken out without writing its numbers and escapes anew.
 */
export const elementsAt = (text: string, path: readonly string[]): readonly Span[] => {
  let at = skipBlank(text, 0)
  for (const name of path) {
    const value = memberAt(text, at, name)
    if (value === null) return []
    at = value
  }
  if (text[at] !== '[') return []
  const spans: Span[] = []
  for (at = skipBlank(text, at + 1); at < text.length && text[at] !== ']';) {
    const end = endOfValue(text, at)
    spans.push({ start: at, end })
    at = skipBlank(text, end)
    if (text[at] === ',') at = skipBlank(text, at + 1)
  }
  return spans
}

/** Where the value of an object's member begins; of a repeated name the last one, as JSON.parse takes it. */
const memberAt = (text: string, object: number, name: string): number | null => {
  if (text[object] !== '{') return null
  let found: number | null = null
  for (let at = skipBlank(text, object + 1); at < text.length && text[at] !== '}';) {
    const end = endOfValue(text, at)
    const key = text.slice(at, end)
    at = skipBlank(text, skipBlank(text, end) + 1)
    if (JSON.parse(key) === name) found = at
    at = skipBlank(text, endOfValue(text, at))
    if (text[at] === ',') at = skipBlank(text, at + 1)
  }
  return found
}

const skipBlank = (text: string, from: number): number => {
  let at = from
  // The last one is the byte order mark, byte by byte.
  while (at < text.length && ' \t\r\n\u00ef\u00bb\u00bf'.includes(text[at] ?? '')) at++
  return at
}

const string = /"[^"\\]*(?:\\.[^"\\]*)*"/sy
const scalar = /[^\s,\]}]+/y
const bracket = /["[\]{}]/g

const endOfValue = (text: string, from: number): number => {
  const first = text[from]
  if (first === '"') return endOfMatch(string, text, from)
  if (first !== '{' && first !== '[') return endOfMatch(scalar, text, from)
  const find = new RegExp(bracket)
  find.lastIndex = from
  for (let depth = 0, match = find.exec(text); match !== null; match = find.exec(text)) {
    if (match[0] === '"') find.lastIndex = endOfMatch(string, text, match.index)
    else if (match[0] === '{' || match[0] === '[') depth++
    else if (--depth === 0) return match.index + 1
  }
  return text.length
}

const endOfMatch = (pattern: RegExp, text: string, from: number): number => {
  const sticky = new RegExp(pattern)
  sticky.lastIndex = from
  return from + Math.max(1, sticky.exec(text)?.[0].length ?? 0)
}
