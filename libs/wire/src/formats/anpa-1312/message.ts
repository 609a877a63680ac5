import { isEditorialNote } from '../../teleprinter/editorial.js'
import { eot, etx, stx, withoutControls } from '../../teleprinter/frames.js'
import { anpaBodyOf } from './body.js'
import { anpaHeaderOf, type AnpaHeader } from './header.js'
import { anpaHeadingsOf, maxHeadings, type AnpaHeadings } from './headings.js'
import { anpaTrailerOf, type AnpaTrailer } from './trailer.js'

/** One ANPA 1312 message taken apart; nothing decided yet. */
export type AnpaMessage = {
  readonly header: AnpaHeader
  readonly trailer: AnpaTrailer | undefined
  readonly headings: AnpaHeadings
  /** The story, without notes and end marks. */
  readonly paragraphs: readonly string[]
  /** Notes to editors that stand in the story. */
  readonly notes: readonly string[]
}

/** Takes a message apart; undefined where it has no ANPA header. `timeZone` (IANA) is of a last line without a zone. */
export const anpaMessageOf = (message: string, timeZone: string | null): AnpaMessage | undefined => {
  const header = anpaHeaderOf(message)
  if (header === undefined) return undefined
  const trailer = anpaTrailerOf(message, timeZone)
  const { headings: lines, paragraphs: all } = anpaBodyOf(bodyText(message, header, trailer))
  const headings = anpaHeadingsOf(lines.slice(0, maxHeadings).map(clean).filter(isWords), header.keywords)
  const paragraphs = [...lines.slice(maxHeadings), ...all].map(clean).filter(isWords)
  const notes = paragraphs.filter(isEditorialNote)
  const story = notes.length === 0 ? paragraphs : paragraphs.filter((paragraph) => !isEditorialNote(paragraph))
  return {
    header,
    trailer,
    headings,
    paragraphs: [...headings.words.filter((words) => !repeats(story, words)), ...story],
    notes,
  }
}

const bodyText = (message: string, header: AnpaHeader, trailer: AnpaTrailer | undefined): string => {
  const start = message.indexOf(stx, header.end)
  const from = start === -1 ? header.end : start + 1
  const ends = [trailer?.at ?? message.length, indexFrom(message, etx, from), indexFrom(message, eot, from)]
  // A relay that replaces controls leaves a mark of its own where STX was.
  return message.slice(from, Math.min(...ends.filter((end) => end >= from))).replace(/^[\s?.*\ufffd]{0,8}(?=\^)/, '')
}

const indexFrom = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  return at === -1 ? text.length : at
}

const clean = (text: string): string => withoutControls(text).trim()
const isWords = (text: string): boolean =>
  text !== '' && !/^\(?(?:END|MORE|STORY CAN END HERE|OPTIONAL ADD END)\)?$/i.test(text)

// A summary above the byline is the first sentences once more.
const repeats = (story: readonly string[], words: string): boolean =>
  story
    .slice(0, 6)
    .join(' ')
    .slice(0, 6000)
    .includes(words.replace(/[.\s]+$/, ''))
