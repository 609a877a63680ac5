import type { ReadClaim, Reader } from '../../read-claim.js'
import { activityIn } from './activity.js'
import { quoteSpeakers, speakerAt } from './attribution.js'
import { casualtiesIn } from './casualties.js'
import type { Count } from './count.js'
import { framesIn, type Frame } from './frames.js'
import { grouped, noGroup, type Antecedent } from './antecedent.js'
import { withoutRepeats } from './merge.js'
import { parse, type Parsed } from './parsed.js'
import { isNews } from './reality.js'
import { sentencesOf } from './sentences.js'
import { emptyMemory } from './speaker-memory.js'
import type { Speaker } from './speakers.js'
import { tokenize } from './tokens.js'

/** Reads plain English news text: what is said to go on, and how many were killed, injured, missing, arrested, detained or released. */
export const englishReader: Reader = { id: 'en/1', languages: ['en'], read }

type Read = { readonly parsed: Parsed; readonly frames: readonly Frame[] }

function read(text: string): readonly ReadClaim[] {
  const sentences = parsedSentences(text)
  const quotes = quoteSpeakers(sentences.map(({ parsed, frames }) => [parsed, frames]))
  const claims: { claim: ReadClaim; weak: boolean; passing: boolean }[] = []
  let antecedent: Antecedent = noGroup
  for (const { parsed, frames } of sentences) {
    const speaker = (at: number) => speakerAt(parsed, frames, at) ?? quotes.get(parsed.tokens[at]?.quote ?? 0) ?? null
    for (const one of activityIn(parsed)) {
      claims.push({
        claim: claimOf(text, parsed, one, 'activity', one.value, {}, speaker(one.at), 0.8),
        weak: false,
        passing: false,
      })
    }
    const found = grouped(parsed, casualtiesIn(parsed), antecedent)
    antecedent = found.antecedent
    for (const count of found.counts) {
      const fact = `casualties/${count.measure}/${count.group ?? 'unknown'}`
      const claim = claimOf(
        text,
        parsed,
        count,
        fact,
        count.value,
        detailOf(count),
        speaker(count.at),
        confidenceOf(count),
      )
      claims.push({ claim, weak: count.weak, passing: count.passing })
    }
  }
  return withoutRepeats(claims)
}

function parsedSentences(text: string): readonly Read[] {
  const memory = emptyMemory()
  const all: Read[] = []
  let past = false
  for (const sentence of sentencesOf(tokenize(text))) {
    const parsed = parse(sentence, past)
    past = parsed.past.some(Boolean) && parsed.past[0] === true
    const frames = framesIn(parsed, memory)
    const isReadable = isNews(sentence)
    all.push({
      parsed: isReadable ? parsed : { ...parsed, triggers: [], people: [], tokens: isReadable ? parsed.tokens : [] },
      frames,
    })
  }
  return all
}

function claimOf(
  text: string,
  parsed: Parsed,
  range: { readonly from: number; readonly to: number },
  fact: string,
  value: string | number,
  detail: { readonly [key: string]: string | number },
  speaker: Speaker | null,
  confidence: number,
): ReadClaim {
  const start = parsed.tokens[range.from]?.start ?? 0
  const end = Math.max(start, parsed.tokens[range.to - 1]?.end ?? start)
  return {
    fact,
    value,
    ...(Object.keys(detail).length > 0 ? { detail } : {}),
    speaker: speaker?.name ?? null,
    tier: speaker?.tier ?? 4,
    via: speaker?.via ?? [],
    quote: text.slice(start, end),
    span: { start, end },
    allegation: false,
    confidence,
  }
}

function detailOf({ unit, serious, critical }: Count): { readonly [key: string]: string | number } {
  return {
    ...(unit === 'exact' ? {} : { unit }),
    ...(serious === null ? {} : { serious }),
    ...(critical === null ? {} : { critical }),
  }
}

function confidenceOf({ weak, passing, further, people }: Count): number {
  if (weak) return 0.5
  if (passing) return 0.6
  if (further || people?.bare === true) return 0.75
  return 0.9
}
