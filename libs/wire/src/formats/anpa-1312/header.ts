import { soh, stx } from '../../teleprinter/frames.js'

/** What stands before the text of an ANPA 1312 message. */
export type AnpaHeader = {
  /** Service letter and story number, `V4644`. */
  readonly number: string
  readonly selector: string | null
  /** One letter: f b u r d w a s, most urgent first. */
  readonly priority: string
  readonly category: string
  /** The keyword slug, cut to 24 characters or so, and what follows it. */
  readonly keywords: string
  /** Month and day as written, `11-13`; some services write day and month. */
  readonly date: string | null
  readonly wordCount: number | null
  /** Where the text begins. */
  readonly end: number
}

// Whatever a relay left of the frames: control characters, or what it wrote for them.
const gap = String.raw`[\u0001-\u0008\u000b-\u001f\ufffd?.*]`
const first = new RegExp(
  String.raw`^[\s\u0001-\u001f\ufffd?.*]{0,40}?([A-Za-z])(\d{4})${gap}{0,3}([A-Za-z0-9-]{0,12})[ \t]*$`,
)
const second = new RegExp(
  String.raw`^${gap}{0,2}([a-z]) ([a-z])((?:${gap}){0,3}) {0,3}(?=\S)(.*?)(?:\s+(\d{1,2}-\d{1,2}))?(?:\s+(\d{1,5}))?\s*$`,
  'i',
)

/** The two header lines; undefined where the text does not begin with them. */
export const anpaHeaderOf = (message: string): AnpaHeader | undefined => {
  const lead = /^[\s\u0016]*/.exec(message.slice(0, 2000))?.[0].length ?? 0
  const firstEnd = endOfLine(message, lead)
  const start = first.exec(message.slice(lead, firstEnd).slice(0, 200))
  if (start === null) return undefined
  let at = firstEnd + 1
  while (/^[ \t]*\n/.test(message.slice(at, at + 50))) at = message.indexOf('\n', at) + 1
  const secondEnd = endOfLine(message, at)
  const rest = second.exec(message.slice(at, secondEnd).slice(0, 200))
  if (rest === null) return undefined
  const [, priority = '', category = '', , keywords = '', date, words] = rest
  // Without a frame only the date tells these lines from any others.
  if (date === undefined && !message.slice(0, firstEnd).includes(soh)) return undefined
  const selector = start[3]?.replace(/^-+$/, '') ?? ''
  return {
    number: `${start[1]}${start[2]}`,
    selector: selector === '' ? null : selector,
    priority,
    category,
    keywords: keywords.trim(),
    date: date ?? null,
    wordCount: words === undefined ? null : Number(words),
    end: secondEnd,
  }
}

const endOfLine = (text: string, from: number): number => {
  const newline = text.indexOf('\n', from)
  const textStart = text.indexOf(stx, from)
  const end = newline === -1 ? text.length : newline
  return textStart === -1 ? end : Math.min(end, textStart)
}
