import { datelineOf } from '../../teleprinter/dateline.js'
import { bylineOf, isEditorialNote, isNotForPublication } from '../../teleprinter/editorial.js'
import { takeOf } from '../../slug/take.js'

/** The text of an IPTC 7901 message, its parts told apart. */
export type Iptc7901Body = {
  readonly labels: readonly string[]
  readonly headline: string | null
  readonly bylines: readonly string[]
  readonly paragraphs: readonly string[]
  /** The notebook: links and places, which may be published with the story or not. */
  readonly notebook: readonly string[]
  /** Contacts and whatever else the desk marks as not for publication. */
  readonly secret: readonly string[]
  readonly notes: readonly string[]
}

type Block = { readonly lines: readonly string[] }

const order =
  /^(?:KILL KILL KILL|HOLD HOLD HOLD|KILL|HOLD|CORRECT(?:ED|ION)|KORREKTUR|BERICHTIGUNG|ADVISORY|URGENT|ALERT)$/i
const notebook = /^#{1,3}\s.*\b(?:notebook|notizblock|bloc-notes|service|contacts?|kontakte?)\b|^#\s/i
const contacts = /^#{1,3}\s.*\b(?:contacts?|kontakte?|contactos?|redaktion)\b/i
const rule = /^[\s*_=-]{3,}$/

/** Reads what stands between STX and ETX. `service` is the code that the line of initials begins with. */
export const iptc7901BodyOf = (text: string, services: readonly string[]): Iptc7901Body => {
  const lines = text.split('\n').map((line) => line.replace(/\s+$/, ''))
  const { head, rest } = headOf(lines)
  const { labels, headline, bylines } = toldApart(head)
  const { story, notebook: links, secret } = sectionsOf(rest, services)
  const blocks = blocksOf(story).map(joined)
  const first = bylineOf(blocks[0] ?? '')
  const paragraphs = first === undefined ? blocks : blocks.slice(1)
  return {
    labels,
    headline,
    bylines: first === undefined ? bylines : [...bylines, first],
    paragraphs: paragraphs.filter((paragraph) => !isEditorialNote(paragraph)),
    notes: paragraphs.filter(isEditorialNote),
    notebook: links.filter((line) => line.trim() !== ''),
    secret: secret.filter((line) => line.trim() !== ''),
  }
}

const longestHead = 8

// The headline ends with `=`, or at the empty line or the indent of the first paragraph.
const headOf = (lines: readonly string[]): { readonly head: readonly string[]; readonly rest: readonly string[] } => {
  const start = lines.findIndex((line) => line.trim() !== '')
  if (start === -1) return { head: [], rest: [] }
  let at = start
  for (; at < lines.length && at - start < longestHead; at++) {
    const line = lines[at] ?? ''
    if (line.trim() === '' || (at > start && /^(?: {2}|\t)/.test(line)) || datelineOf(line) !== undefined) break
    const next = lines[at + 1] ?? ''
    if (line.endsWith('=') && bylineOf(next) === undefined)
      return { head: lines.slice(start, at + 1), rest: lines.slice(at + 1) }
  }
  // Without an end in sight it is text that has no headline.
  return at - start === longestHead
    ? { head: [], rest: lines }
    : { head: lines.slice(start, at), rest: lines.slice(at) }
}

const toldApart = (head: readonly string[]): Pick<Iptc7901Body, 'labels' | 'bylines'> & { headline: string | null } => {
  const labels: string[] = []
  const bylines: string[] = []
  const words: string[] = []
  for (const line of head.map((text) => text.replace(/\s*=+$/, '').trim()).filter((text) => text !== '')) {
    const byline = bylineOf(line)
    if (words.length === 0 && (takeOf(line) !== undefined || order.test(line))) labels.push(line)
    else if (words.length > 0 && byline !== undefined) bylines.push(byline)
    else words.push(line)
  }
  return { labels, bylines, headline: words.length === 0 ? null : words.join(' ') }
}

const sectionsOf = (lines: readonly string[], services: readonly string[]) => {
  const parts: { readonly [part in 'story' | 'notebook' | 'secret']: string[] } = {
    story: [],
    notebook: [],
    secret: [],
  }
  let part: keyof typeof parts = 'story'
  for (const line of lines) {
    if (isSignOff(line, services)) continue
    if (isNotForPublication(line) && !/^["“]/.test(line.trim())) part = 'secret'
    else if (part !== 'secret' && contacts.test(line)) part = 'secret'
    else if (part === 'story' && notebook.test(line)) part = 'notebook'
    else if (part === 'story' || !rule.test(line)) parts[part].push(line)
  }
  return parts
}

// The initials of who wrote and who edited it, `dpa xx yy`.
const isSignOff = (line: string, services: readonly string[]): boolean => {
  const [first = '', ...initials] = line.trim().split(/\s+/)
  if (!services.includes(first.toLowerCase())) return false
  return initials.length > 0 && initials.length <= 8 && initials.every((word) => /^[a-z]{1,5}$/.test(word))
}

// Paragraphs are parted by empty lines, or begin with an indent.
const blocksOf = (lines: readonly string[]): readonly Block[] => {
  const blocks: { lines: string[] }[] = []
  let isOpen = false
  for (const line of lines) {
    const last = blocks.at(-1)
    if (line.trim() === '' || rule.test(line)) isOpen = false
    else if (isOpen && last !== undefined && !/^ {2,8}\S/.test(line)) last.lines.push(line)
    else {
      blocks.push({ lines: [line] })
      isOpen = true
    }
  }
  return blocks
}

// Lines are broken at some seventy characters; where there are columns, or a list, the breaks mean something.
const joined = ({ lines }: Block): string => {
  const isTable = lines.length > 1 && lines.some((line) => /\S(?: {3,}|\t)\S/.test(line) || /^\s*[-*] /.test(line))
  return lines
    .map((line) => (isTable ? line : line.trim()))
    .join(isTable ? '\n' : ' ')
    .trim()
}
