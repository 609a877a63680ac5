/** The text of an ANPA 1312 message by its line marks: `^` for headings, a tab for paragraphs, BS for table lines. */
export type AnpaBody = {
  /** What stands before the first paragraph: slug, headline, notes, bylines. */
  readonly headings: readonly string[]
  readonly paragraphs: readonly string[]
}

type Block = { readonly kind: 'heading' | 'paragraph' | 'table'; lines: string[]; isOpen: boolean }

// A table line of which the relay took the mark off still has the columns of one.
const kindOf = (line: string): Block['kind'] | undefined => {
  if (line.startsWith('^')) return 'heading'
  if (line.startsWith('\b') || /^[^\t ]*(?:;[^;]*){3}/.test(line.slice(0, 200))) return 'table'
  return /^(?:\t| {3})/.test(line) ? 'paragraph' : undefined
}

/** Reads the marked lines. Lines without a mark go on with what stands before them. */
export const anpaBodyOf = (text: string): AnpaBody => {
  const blocks: Block[] = []
  for (const line of text.split('\n')) {
    const last = blocks.at(-1)
    if (line === '' || line.trim() === '') {
      if (last !== undefined) last.isOpen = false
      continue
    }
    const kind = kindOf(line)
    if (kind === undefined && last !== undefined && last.isOpen) append(last, line)
    else blocks.push(opened(kind ?? 'paragraph', line))
  }
  const first = blocks.findIndex(({ kind }) => kind !== 'heading')
  const body = first === -1 ? [] : blocks.slice(first)
  return {
    headings: blocks
      .slice(0, first === -1 ? blocks.length : first)
      .map(textOf)
      .filter((heading) => heading !== ''),
    paragraphs: joined(body),
  }
}

const opened = (kind: Block['kind'], line: string): Block => ({ kind, lines: [line], isOpen: !isEnded(kind, line) })

const append = (block: Block, line: string): void => {
  block.lines.push(line)
  block.isOpen = !isEnded(block.kind, line)
}

// A heading ends at its quad mark: `<` left, `=` centre.
const isEnded = (kind: Block['kind'], line: string): boolean =>
  kind === 'table' || (kind === 'heading' && /[<=]\s*$/.test(line))

// No paragraph of a wire is as long: it is left as it is.
const longestBlock = 100_000

const textOf = ({ kind, lines }: Block): string => {
  const text = lines.map((line) => line.trim()).join(' ')
  if (text.length > longestBlock) return text
  if (kind === 'table') return tableLine(text)
  const words =
    kind === 'heading' ? text.replace(/^\^/, '').replace(/[\s@]*[<=]*\s*$/, '') : text.replace(/[\s<]+$/, '')
  return readable(words)
}

const tableLine = (text: string): string =>
  text
    .replace(/^[\u0008^]+/, '')
    .replace(/[\u0010 ]+/g, ' ')
    .split(';')
    .map((cell) => cell.replace(/\{/g, '½').replace(/^_$/, '–').trim())
    .join('\t')
    .replace(/[\s<]+$/, '')

// The teleprinter had neither quotes nor dashes.
const readable = (text: string): string => {
  if (!/[\u0010`'\t]| {2}| _/.test(text)) return text.trim()
  return text
    .replace(/\u0010/g, ' ')
    .replace(/``|''/g, '"')
    .replace(/`/g, "'")
    .replace(/ _(?= )/g, ' —')
    .replace(/[ \t]+/g, ' ')
    .trim()
}

// Table lines that follow each other are one table; a line of dashes only parts.
const joined = (blocks: readonly Block[]): readonly string[] => {
  const paragraphs: string[] = []
  let previous: Block['kind'] | undefined
  for (const block of blocks) {
    const text = textOf(block)
    if (/^[_\s—–=-]*$/.test(text)) {
      previous = undefined
      continue
    }
    if (block.kind === 'table' && previous === 'table') paragraphs.push(`${paragraphs.pop()}\n${text}`)
    else paragraphs.push(text)
    previous = block.kind
  }
  return paragraphs
}
