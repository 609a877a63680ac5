import type { Parsed } from './parsed.js'
import { settle, type SpeakerMemory } from './speaker-memory.js'
import { mentionIn, type Mention, type Speaker } from './speakers.js'
import type { Token } from './tokens.js'
import { mediumAt, viaAround } from './via.js'
import { auxiliaries, conjunctions, prepositions, verbAdverbs } from './words/function-words.js'
import { cutters, leading, papers, pronouns } from './words/speakers.js'
import { invertible, sayVerbs } from './words/speech.js'

/** An attribution in a sentence. `lead`: what follows is said, else what stands before it (and what goes on after it). */
export type Frame = { readonly from: number; readonly to: number; readonly lead: boolean; readonly speaker: Speaker }

const longestSubject = 14
const beForms = new Set(['was', 'were', 'is', 'are', 'been', 'be', 'being'])

/** The attributions of a sentence, in order. Settles names against, and adds them to, the memory of the text. */
export function framesIn(parsed: Parsed, memory: SpeakerMemory): Frame[] {
  const frames: Frame[] = []
  for (let at = 0; at < parsed.tokens.length; at += 1) {
    const frame = accordingTo(parsed, at, memory) ?? saying(parsed, at, memory) ?? headline(parsed, at, memory)
    if (frame !== null) frames.push(frame)
  }
  return frames.sort((a, b) => a.from - b.from)
}

function accordingTo(parsed: Parsed, at: number, memory: SpeakerMemory): Frame | null {
  const { tokens } = parsed
  if (tokens[at]?.low !== 'according' || tokens[at + 1]?.low !== 'to') return null
  const end = phraseEnd(tokens, at + 2)
  const speaker = speakerOf(tokens, at + 2, withApposition(tokens, end), memory)
  return speaker === null ? null : { from: at, to: end, lead: at < 2, speaker }
}

function phraseEnd(tokens: readonly Token[], from: number): number {
  let end = from
  while (end < tokens.length && end - from < longestSubject) {
    const token = tokens[end]
    if (token === undefined || (token.kind === 'mark' && token.low !== '.') || token.low === '.') break
    if (end > from && (conjunctions.has(token.low) || sayVerbs.has(token.low) || auxiliaries.has(token.low))) break
    end += 1
  }
  return end
}

// "the mayor of Dorna, Ilie Pop, ..."
function withApposition(tokens: readonly Token[], end: number): number {
  if (tokens[end]?.low !== ',') return end
  let to = end + 1
  while (tokens[to]?.cap && to - end < 5) to += 1
  return to > end + 2 && (tokens[to]?.low === ',' || tokens[to]?.low === '.' || to === tokens.length) ? to : end
}

function saying(parsed: Parsed, at: number, memory: SpeakerMemory): Frame | null {
  const { tokens } = parsed
  const isPut =
    ['put', 'puts'].includes(tokens[at]?.low ?? '') &&
    tokens[at + 1]?.low === 'the' &&
    /^(?:toll|number|death)$/u.test(tokens[at + 2]?.low ?? '')
  if (!isPut && !sayVerbs.has(tokens[at]?.low ?? '')) return null
  const inverted = invertedSpeaker(tokens, at)
  if (inverted !== null) {
    const speaker = speakerOf(tokens, at + 1, inverted, memory)
    if (speaker !== null) return { from: at, to: inverted, lead: false, speaker }
  }
  let end = at
  while (
    end > 0 &&
    (/^(?:has|have|had)$/u.test(tokens[end - 1]?.low ?? '') || verbAdverbs.has(tokens[end - 1]?.low ?? ''))
  )
    end -= 1
  if (beForms.has(tokens[end - 1]?.low ?? '')) return null
  const start = subjectStart(tokens, end)
  const speaker = cited(tokens, start, end, memory) ?? speakerOf(tokens, start, end, memory)
  return speaker === null ? null : { from: start, to: at + 1, lead: leads(parsed, start, at), speaker }
}

// ', said hospital director Lena Horvat'
function invertedSpeaker(tokens: readonly Token[], at: number): number | null {
  const before = tokens[at - 1]
  const isAfterQuote = before !== undefined && (before.low === ',' || before.quote !== tokens[at]?.quote)
  const { low: next = '' } = tokens[at + 1] ?? {}
  if (!isAfterQuote || !invertible.has(tokens[at]?.low ?? '') || prepositions.has(next) || next === 'that') return null
  const end = withApposition(tokens, phraseEnd(tokens, at + 1))
  return end > at + 1 ? end : null
}

/** Where the subject of a verb of saying begins: after a comma, a quotation or a conjunction. */
function subjectStart(tokens: readonly Token[], end: number): number {
  let at = end
  let commas = tokens[end - 1]?.low === ',' ? 2 : 0
  if (commas > 0) at -= 1
  while (at > 0 && end - at < longestSubject) {
    const token = tokens[at - 1]
    if (token === undefined || token.quote !== tokens[end]?.quote) break
    const { low } = token
    if (low === ',' && (commas -= 1) > 0) {
      at -= 1
      continue
    }
    if ((token.kind === 'mark' && low !== '.') || isSubjectEdge(low)) break
    at -= 1
  }
  return at
}

function isSubjectEdge(low: string): boolean {
  return (
    /^(?:that|while|but|and|as|after|when|because|which|who|if|whether|although|though|whereas)$/u.test(low) ||
    sayVerbs.has(low)
  )
}

// "The BBC, citing police, reported"; "Reuters, quoting the mayor, said"
function cited(tokens: readonly Token[], start: number, end: number, memory: SpeakerMemory): Speaker | null {
  const near = tokens.slice(start, Math.min(tokens.length, end + longestSubject))
  const at = near.findIndex(({ low }) => low === 'citing' || low === 'quoting')
  if (at < 0) return null
  const medium = mediumAt(tokens, start)
  const mention = phraseMention(tokens, start + at + 1, phraseEnd(tokens, start + at + 1))
  return mention === null ? null : settle(memory, mention, medium === null ? [] : [medium])
}

/** Whether the saying comes before what is said. */
function leads(parsed: Parsed, start: number, at: number): boolean {
  const { tokens, triggers } = parsed
  const before = tokens[start - 1]
  if (before === undefined) return true
  const isCut =
    before.low === ',' ||
    before.low === '-' ||
    before.low === '–' ||
    before.low === '—' ||
    before.quote !== tokens[at]?.quote
  if (!isCut) return true
  if (
    tokens
      .slice(0, start - 1)
      .every((token) => leading.has(token.low) || token.kind !== 'word' || isFrontPhrase(tokens, start))
  )
    return true
  for (let index = at + 1; index < tokens.length; index += 1) {
    const low = tokens[index]?.low ?? ''
    if (low === ',' || low === '.' || low === ';' || tokens[index]?.quote !== tokens[at]?.quote) return false
    if (low === 'that' || triggers.some((trigger) => trigger.from === index)) return true
  }
  return false
}

// "In a post on X, ..."
function isFrontPhrase(tokens: readonly Token[], start: number): boolean {
  return start < 10 && ['in', 'on', 'at', 'speaking', 'writing'].includes(tokens[0]?.low ?? '')
}

// "Police: one officer killed", "Five killed - ministry"
function headline(parsed: Parsed, at: number, memory: SpeakerMemory): Frame | null {
  const { tokens } = parsed
  const low = tokens[at]?.low
  const left = tokens.length - at - 1
  if (low === ':' && at > 0 && at < 7) {
    const speaker = speakerOf(tokens, 0, at, memory)
    if (speaker !== null) return { from: 0, to: at + 1, lead: true, speaker }
  }
  if ((low !== ':' && low !== '-' && low !== '–' && low !== '—') || left < 1 || left > 5 || at < 2) return null
  const end = tokens.at(-1)?.low === '.' ? tokens.length - 1 : tokens.length
  const speaker = speakerOf(tokens, at + 1, end, memory)
  return speaker === null ? null : { from: at, to: end, lead: false, speaker }
}

function speakerOf(tokens: readonly Token[], start: number, end: number, memory: SpeakerMemory): Speaker | null {
  const phrase = tokens.slice(start, end)
  const again = spokenAgain(phrase, memory)
  if (again !== null) return again
  const mention = phraseMention(tokens, start, end)
  if (mention === null) return null
  const speaker = settle(memory, mention, viaAround(tokens, start, end))
  const medium = speaker.via.at(-1) ?? (mention.kind === 'medium' ? mention.name : null)
  if (medium !== null) memory.lastMedium = medium
  return speaker
}

// "he added", "according to the same statement", "the same newspaper"
function spokenAgain(phrase: readonly Token[], memory: SpeakerMemory): Speaker | null {
  const words = phrase.map(({ low }) => low).filter((low) => !leading.has(low) && low !== 'the' && low !== ',')
  const isSame = words[0] === 'same'
  const noun = words[isSame ? 1 : 0] ?? ''
  if (words.length > (isSame ? 2 : 1)) return null
  if (pronouns.has(noun) || (papers.has(noun) && (isSame || phrase[0]?.low === 'the'))) return memory.last
  const isMedium = isSame && ['newspaper', 'agency', 'channel', 'outlet', 'broadcaster', 'media'].includes(noun)
  return isMedium && memory.lastMedium !== null ? { name: memory.lastMedium, tier: 4, via: [] } : null
}

function phraseMention(tokens: readonly Token[], start: number, end: number): Mention | null {
  let from = start
  while (from < end && (leading.has(tokens[from]?.low ?? '') || tokens[from]?.low === ',')) from += 1
  const paper = tokens.slice(from, Math.min(end, from + 4)).findIndex(({ low }) => papers.has(low))
  if (paper >= 0 && ['from', 'by', 'of'].includes(tokens[from + paper + 1]?.low ?? '')) from += paper + 2
  let to = from
  while (to < end && (to === from || !cutters.has(tokens[to]?.low ?? ''))) to += 1
  // An apposition after what was cut off still names the speaker.
  const phrase = tokens.slice(from, to)
  return phrase.length === 0 || phrase.length > longestSubject ? null : mentionIn(phrase)
}
