import { bylineOf, isEditorialNote } from '../../teleprinter/editorial.js'
import { takeOf } from '../../slug/take.js'

/** The lines above the story, told apart. */
export type AnpaHeadings = {
  /** The whole slug without its word count; null where the first line is something else. */
  readonly slug: string | null
  readonly headline: string | null
  readonly labels: readonly string[]
  readonly bylines: readonly string[]
  readonly notes: readonly string[]
  /** What pictures move with the story. */
  readonly media: readonly string[]
  readonly keywords: readonly string[]
  /** Anything else, such as a summary: words of the story. */
  readonly words: readonly string[]
}

const media = /^(?:AP|Eds?:? AP|CP|With) (?:photos?|graphics?|videos?|pictures?|audio)\b/i
const update = /^(?:update|updates|adds|recasts|eds? update)\s*:/i
const release =
  /^(?:hold for release|for release|embargo(?:ed)?|for use|advance for|adv\s?\d|not for (?:use|release) before)\b/i
const order = /^(?:kill kill kill|hold hold hold|bulletin kill|kill|withhold|mandatory kill)\b/i
// What agencies put under a name: "AP Sports Writer", "The Associated Press".
const title =
  /^(?:the\s)?(?:associated press|ap|canadian press|new york times|bloomberg|[\w\s.'&-]{1,40}(?:press|times|post|tribune|news|herald|service))\b[\w\s]{0,40}$|\b(?:writer|editor|correspondent|reporter|staff|analyst|columnist)s?$/i

/** Tells the lines above a story apart. `keywords` is the slug of the header, which the first line repeats in full. */
export const anpaHeadingsOf = (lines: readonly string[], keywords: string): AnpaHeadings => {
  const found = {
    headline: null as string | null,
    labels: [] as string[],
    bylines: [] as string[],
    notes: [] as string[],
    media: [] as string[],
    keywords: [] as string[],
    words: [] as string[],
  }
  const [first = ''] = lines
  const hasSlug = isSlug(first, keywords)
  let afterByline = false
  for (const line of hasSlug ? lines.slice(1) : lines) {
    const byline = bylineOf(line)
    const given = /^(HL|INDEX|SYMBOL)\s*:\s*(.*)$/i.exec(line)
    if (media.test(line)) found.media.push(line)
    else if (isEditorialNote(line) || update.test(line) || release.test(line)) found.notes.push(line)
    else if (given?.[1]?.toUpperCase() === 'HL') found.headline = given[2] ?? null
    else if (given !== null) found.keywords.push(...(given[2] ?? '').split(/[,;]/).map((word) => word.trim()))
    else if (byline !== undefined) found.bylines.push(byline)
    else if (afterByline && title.test(line)) continue
    else if (/^code\s?:\s?\d/i.test(line)) continue
    else if (takeOf(line) !== undefined || order.test(line)) found.labels.push(line)
    else if (found.headline === null && found.bylines.length === 0) found.headline = line
    else found.words.push(line)
    afterByline = byline !== undefined
  }
  return { slug: hasSlug ? first.replace(/,\s?\d{1,5}$/, '').trim() : null, ...found }
}

/** Lines that can stand above a story; what follows them is text. */
export const maxHeadings = 40

const isSlug = (line: string, keywords: string): boolean => {
  if (/^(?:AP|BC|AM|PM)-/.test(line) || /,\s?\d{2,5}$/.test(line)) return true
  const start = keywords.slice(0, 8).toLowerCase()
  return start.length > 3 && line.toLowerCase().startsWith(start)
}
