/** What stands at a `<`: where it ends, which element it opens or closes, or the literal text of a CDATA section. */
export type Markup = {
  readonly end: number
  readonly name: string
  readonly closes: boolean
  readonly literal?: string
}

const tagName = /<\/?([A-Za-z][A-Za-z0-9:._-]{0,63})/y
// Elements whose content is not text to be read.
const silent = new Set(['script', 'style', 'head', 'title', 'template'])

/**
 * Undefined where the `<` is plain text; `no-more` where nothing after it can be markup. `unclosed` belongs to one scan
 * and remembers which elements have no end tag any more, so that scanning stays linear.
 */
export const markupAt = (html: string, open: number, unclosed: Set<string>): Markup | 'no-more' | undefined => {
  if (html.startsWith('<!--', open)) return until(html, '-->', open + 4)
  if (html.startsWith('<![CDATA[', open)) return characterData(html, open)
  if (html.startsWith('<!', open) || html.startsWith('<?', open)) return until(html, '>', open + 2)
  tagName.lastIndex = open
  const name = tagName.exec(html)?.[1]?.toLowerCase()
  if (name === undefined) return undefined
  const end = tagEnd(html, open)
  if (end === undefined) return 'no-more'
  const closes = html[open + 1] === '/'
  const opens = !closes && html[end - 2] !== '/'
  return { end: opens && silent.has(name) ? afterElement(html, name, end, unclosed) : end, name, closes }
}

const until = (html: string, close: string, from: number): Markup => {
  const end = html.indexOf(close, from)
  return { end: end === -1 ? html.length : end + close.length, name: '', closes: false }
}

const characterData = (html: string, open: number): Markup => {
  const from = open + '<![CDATA['.length
  const end = html.indexOf(']]>', from)
  const literal = html.slice(from, end === -1 ? html.length : end).replace(/[\s\u0000]+/g, ' ')
  return { end: end === -1 ? html.length : end + 3, name: '', closes: false, literal }
}

const quoteLookahead = 1024

// The first `>`, or a later one where the first stands inside a quoted attribute. Few tries, so never quadratic.
const tagEnd = (html: string, open: number): number | undefined => {
  const first = html.indexOf('>', open)
  if (first === -1) return undefined
  let end = first
  for (let tries = 0; tries < 4 && end !== -1 && end - open < quoteLookahead; tries++) {
    if (quotesAreClosed(html.slice(open, end))) return end + 1
    end = html.indexOf('>', end + 1)
  }
  return first + 1
}

const quotesAreClosed = (tag: string): boolean => {
  let quote = ''
  for (const character of tag) {
    if (quote === '') quote = character === '"' || character === "'" ? character : ''
    else if (character === quote) quote = ''
  }
  return quote === ''
}

// Without an end tag only the start tag is left out: text that is there must not vanish with a missing `</head>`.
const afterElement = (html: string, name: string, from: number, unclosed: Set<string>): number => {
  if (unclosed.has(name)) return from
  const close = new RegExp(`</${name}\\s{0,8}>`, 'gi')
  close.lastIndex = from
  if (close.exec(html) !== null) return close.lastIndex
  unclosed.add(name)
  return from
}
