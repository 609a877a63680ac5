import type { Frame } from './frames.js'
import type { Parsed } from './parsed.js'
import type { Speaker } from './speakers.js'

/** Who says what stands at a token of a sentence; null: the medium itself. */
export function speakerAt(parsed: Parsed, frames: readonly Frame[], at: number): Speaker | null {
  const [from, to] = segmentOf(parsed, at)
  const near = frames.filter((frame) => frame.from >= from && frame.to <= to)
  const left = near.findLast((frame) => frame.lead && frame.to <= at)
  const next = near.find((frame) => frame.from >= at)
  const right = next !== undefined && !next.lead ? next : undefined
  if (left !== undefined && right !== undefined) {
    if (isBroken(parsed, left.to, at)) return right.speaker
    // "Police said ..., Reuters reported": the medium is only the way it came.
    return right.speaker.tier === 4
      ? { ...left.speaker, via: [...new Set([...left.speaker.via, right.speaker.name])] }
      : left.speaker
  }
  const trailing = near.findLast((frame) => !frame.lead && frame.to <= at)
  return (left ?? right ?? trailing)?.speaker ?? null
}

/** The speakers of quotations by number, so that a quotation over several sentences keeps its speaker. */
export function quoteSpeakers(
  sentences: readonly (readonly [Parsed, readonly Frame[]])[],
): ReadonlyMap<number, Speaker> {
  const speakers = new Map<number, Speaker>()
  for (const [parsed, frames] of sentences) {
    if (frames.length === 0) continue
    for (const [index, { quote }] of parsed.tokens.entries()) {
      if (quote === 0 || speakers.has(quote)) continue
      const speaker = speakerAt(parsed, frames, index)
      if (speaker !== null) speakers.set(quote, speaker)
    }
  }
  return speakers
}

function segmentOf(parsed: Parsed, at: number): readonly [from: number, to: number] {
  let from = at
  let to = at
  while (from > 0 && parsed.tokens[from - 1]?.low !== ';') from -= 1
  while (to < parsed.tokens.length && parsed.tokens[to]?.low !== ';') to += 1
  return [from, to]
}

function isBroken(parsed: Parsed, from: number, to: number): boolean {
  return parsed.tokens
    .slice(from, to)
    .some(({ low }) => low === 'but' || low === 'while' || low === 'whereas' || low === 'although')
}
