import { cutOut, type Span } from './cut-out.js'
import { digestOf } from './digest.js'
import type { Page } from './page.js'

/**
 * Entries of RSS 0.9–2.0 (`item`) and Atom (`entry`). Only their borders are looked for, byte by byte, so that an entry that is
 * no good XML spoils no other one: whoever decodes it says what is wrong with it. Works for every charset whose
 * ASCII is ASCII; null for UTF-16 and for what is no feed.
 */
export const xmlPage = (document: Buffer): Page | null => {
  // One character a byte, so that places in the text are places in the bytes.
  const text = document.toString('latin1')
  const wanted = entryName(text)
  if (wanted === null) return null
  const strict = scan(text, wanted, 'nested')
  const { spans, broken } = strict.broken === null ? strict : scan(text, wanted, 'flat')
  const entries = spans.map((span) => {
    const own = document.subarray(span.start, span.end)
    return { digest: digestOf(own), own, bytes: () => cutOut(document, spans, span, blank) }
  })
  // Feeds list the newest first; it was said last.
  return { entries: entries.reverse(), next: null, broken }
}

const blank = /^\s*$/
const containers: { readonly [root: string]: string } = { rss: 'item', RDF: 'item', feed: 'entry' }
const tag = /<(?:!--|!\[CDATA\[|!DOCTYPE|\?|(\/?)([A-Za-z_][\w.:-]*))/g

type Wanted = { readonly root: string; readonly entry: string }

/** What the first element says its entries are called. */
const entryName = (text: string): Wanted | null => {
  const find = new RegExp(tag)
  for (let match = find.exec(text); match !== null; match = find.exec(text)) {
    const root = match[2]
    const entry = root === undefined ? undefined : containers[localName(root)]
    if (root !== undefined) return entry === undefined ? null : { root, entry }
    const end = endOf(text, match)
    if (end === -1) return null
    find.lastIndex = end
  }
  return null
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

type Scan = { readonly spans: readonly Span[]; readonly broken: string | null }

/**
 * `nested` is right for good XML. Where it does not come out even, `flat` takes any new entry for the end of the one before, and
 * passes over what is never closed, so that the others are found.
 */
const scan = (text: string, { root, entry }: Wanted, mode: 'nested' | 'flat'): Scan => {
  const find = new RegExp(tag)
  const spans: Span[] = []
  let start = -1
  let depth = 0
  for (let match = find.exec(text); match !== null; match = find.exec(text)) {
    const end = endOf(text, match)
    if (end !== -1) find.lastIndex = end
    else if (mode === 'nested') break
    const name = match[2]
    if (name === undefined) continue
    const closes = match[1] === '/'
    if (closes && name === root) {
      if (depth > 0 && mode === 'flat') spans.push({ start, end: match.index })
      if (depth === 0 || mode === 'flat') return { spans, broken: null }
    }
    if (localName(name) !== entry || text[end - 2] === '/') continue
    if (!closes && depth > 0 && mode === 'flat') spans.push({ start, end: match.index })
    if (!closes && (depth === 0 || mode === 'flat')) start = match.index
    if (!closes) depth = mode === 'flat' ? 1 : depth + 1
    if (closes && depth > 0 && --depth === 0) spans.push({ start, end })
  }
  return { spans, broken: 'the feed ends before its last element' }
}

/** Where the tag, comment, CDATA, instruction or DOCTYPE ends; -1 where it does not. */
const endOf = (text: string, { 0: opening, index }: RegExpExecArray): number => {
  const after = (mark: string): number => {
    const at = text.indexOf(mark, index + opening.length)
    return at === -1 ? -1 : at + mark.length
  }
  switch (opening) {
    case '<!--':
      return after('-->')
    case '<![CDATA[':
      return after(']]>')
    case '<?':
      return after('?>')
    case '<!DOCTYPE':
      return endOfDoctype(text, index)
    default:
      return endOfTag(text, index + opening.length)
  }
}

/** The end of a tag: a `>` outside quotes. A `<` outside quotes means that the tag was never closed. */
const endOfTag = (text: string, from: number): number => {
  const find = /[^"'<>]*(?:"[^"]*"[^"'<>]*|'[^']*'[^"'<>]*)*/y
  find.lastIndex = from
  const end = from + (find.exec(text)?.[0].length ?? 0)
  if (text[end] === '>') return end + 1
  // A stray quote or bracket is its own entry's trouble: go on behind the next bracket.
  const next = text.indexOf('>', from)
  return next === -1 ? -1 : next + 1
}

const endOfDoctype = (text: string, index: number): number => {
  const close = text.indexOf('>', index)
  const subset = text.indexOf('[', index)
  if (subset === -1 || close < subset) return close === -1 ? -1 : close + 1
  const end = text.indexOf(']', subset)
  const last = end === -1 ? -1 : text.indexOf('>', end)
  return last === -1 ? -1 : last + 1
}
