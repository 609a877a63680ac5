import { decodeEntities } from './entities.js'
import { markupAt } from './markup-scanner.js'

const paragraphs = new Set(
  (
    'p div h1 h2 h3 h4 h5 h6 ul ol dl table blockquote section article header footer aside main figure figcaption pre hr ' +
    'address hedline hl1 hl2 abstract body.head body.content body.end block'
  ).split(' '),
)
const lines = new Set('br li tr dt dd caption media-caption'.split(' '))
const cells = new Set('td th'.split(' '))

/**
 * The text of HTML, XHTML or an XML body such as NITF, for reading and for claims: paragraphs apart by an empty line,
 * white space folded, references decoded, scripts, styles and heads left out. Total and linear for any text; what is
 * no markup stays as text. Not a sanitiser: the result is text and must be shown as text.
 */
export const htmlToText = (html: string): string => {
  const out: string[] = []
  const unclosed = new Set<string>()
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    const found = open === -1 ? undefined : markupAt(html, open, unclosed)
    if (open === -1 || found === 'no-more') {
      out.push(textOf(html.slice(at)))
      break
    }
    if (found === undefined) {
      out.push(textOf(html.slice(at, open)), '<')
      at = open + 1
      continue
    }
    out.push(textOf(html.slice(at, open)), found.literal ?? breakOf(found.name, found.closes))
    at = found.end
  }
  return tidied(out.join(''))
}

// U+0000 stands for a line break until the end, so that line breaks of the source fold like any white space.
const textOf = (source: string): string => decodeEntities(source).replace(/[\s\u0000]+/g, ' ')

const breakOf = (name: string, closes: boolean): string => {
  if (paragraphs.has(name)) return '\u0000\u0000'
  if (lines.has(name)) return closes ? '' : '\u0000'
  return cells.has(name) ? ' ' : ''
}

const tidied = (marked: string): string => {
  const kept: string[] = []
  for (const line of marked.split('\u0000')) {
    const words = line.replace(/ {2,}/g, ' ').trim()
    if (words !== '' || (kept.length > 0 && kept.at(-1) !== '')) kept.push(words)
  }
  return kept.join('\n').trimEnd()
}
