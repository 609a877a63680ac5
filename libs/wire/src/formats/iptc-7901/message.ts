import { iptc7901BodyOf, type Iptc7901Body } from './body.js'
import { iptc7901HeaderOf, type Iptc7901Header } from './header.js'
import { iptc7901TrailerOf, type Iptc7901Trailer, type Told } from './trailer.js'
import { etx, eot, stx, withoutControls } from '../../teleprinter/frames.js'

/** One IPTC 7901 message taken apart; nothing decided yet. */
export type Iptc7901Message = {
  readonly header: Iptc7901Header
  readonly trailer: Iptc7901Trailer | undefined
  readonly slug: string | null
  readonly body: Iptc7901Body
}

/** Takes a message apart; undefined where it has no header line. `told` is for what its last line leaves open. */
export const iptc7901MessageOf = (message: string, told: Told): Iptc7901Message | undefined => {
  const header = iptc7901HeaderOf(message)
  if (header === undefined) return undefined
  const trailer = iptc7901TrailerOf(message, told)
  const start = message.indexOf(stx, header.end)
  const { slug, from } = start === -1 ? looseSlug(message, header.end) : framedSlug(message, header.end, start)
  const ends = [trailer?.at, position(message, etx, from), position(message, eot, from)]
  const end = Math.min(message.length, ...ends.flatMap((at) => (at !== undefined && at >= from ? [at] : [])))
  const services = [header.service, header.source].flatMap((code) => (code === null ? [] : [code.toLowerCase()]))
  return { header, trailer, slug, body: iptc7901BodyOf(withoutControls(message.slice(from, end)), services) }
}

// Between header and STX stands the keyword line.
const framedSlug = (message: string, from: number, start: number): { slug: string | null; from: number } => {
  const lines = withoutControls(message.slice(from, start).slice(0, 500)).split('\n')
  const words = lines.map((line) => line.trim()).filter((line) => line !== '')
  return { slug: words.length === 0 ? null : words.join(' '), from: start + 1 }
}

// Without STX the keyword line is told by the slash that ends it, or by having no spaces; else it is the headline.
const keywords =
  /^[\s\u0001-\u001f\ufffd?]*([^\n]{1,60}\/|[^\s/]{1,30}(?:[-/][^\s/]{1,30}){1,4})[ \t\u0001-\u001f\ufffd]*\n/

const looseSlug = (message: string, from: number): { slug: string | null; from: number } => {
  const match = keywords.exec(message.slice(from, from + 500))
  const start = from + (match?.[0].length ?? 0)
  // A relay that replaces controls leaves a mark of its own where STX was.
  const mark = /^[\s?*\ufffd]{0,8}/.exec(message.slice(start, start + 8))?.[0].length ?? 0
  return { slug: match?.[1]?.trim() ?? null, from: start + mark }
}

const position = (text: string, mark: string, from: number): number | undefined => {
  const at = text.indexOf(mark, from)
  return at === -1 ? undefined : at
}
