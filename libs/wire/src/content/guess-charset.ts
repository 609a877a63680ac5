import { decodeCharset, type TextReading } from './charset.js'
import { plausibilityIn } from './plausibility.js'
import { decodeSingleByte, singleByteCharsets } from './single-byte.js'
import { multiByteShare } from './utf8.js'

/** A text, and a warning where nobody named its charset and it is not UTF-8. */
export type GuessedReading = TextReading & { readonly warning: string | null }

/**
 * Bytes as text where the charset may have to be found by looking: the declared one if there is one, a byte order mark,
 * UTF-8 where all of it is valid, else the 8-bit charset in which it looks most like written language, windows-1252
 * where nothing tells. Damaged UTF-8 and what looks like language in no charset stay the rejection they are.
 */
export const guessCharset = (bytes: Uint8Array, declared: string | null): GuessedReading => {
  const reading = decodeCharset(bytes, declared)
  if (reading.ok || declared !== null || reading.code !== 'WIRE_ENCODING') return { ...reading, warning: null }
  const guess = likeliest(bytes)
  if (guess === undefined) return { ...reading, warning: null }
  return { ok: true, ...guess, warning: `no charset is declared and the bytes are no UTF-8: read as ${guess.charset}` }
}

// A page of text is enough to tell.
const sampled = 6_000
// How much more another charset must look like language than windows-1252, which nearly every wire means.
const margin = 3

const judges = singleByteCharsets.map((charset) => ({ charset, judge: plausibilityIn(charset) }))

const likeliest = (bytes: Uint8Array): { readonly text: string; readonly charset: string } | undefined => {
  const sample = sampleOf(bytes)
  // Two neighbouring 8-bit letters seldom look like UTF-8, so where most sequences are valid, the others are damage.
  if (bytes.includes(0) || multiByteShare(sample) > 0.5) return undefined
  const [usual, ...others] = judges.map(({ charset, judge }) => ({ charset, ...judge(sample) }))
  if (usual === undefined) return undefined
  const rival = others.reduce((best, other) => (other.score > best.score ? other : best), usual)
  const { charset, score, characters } = rival.score >= usual.score + margin ? rival : usual
  if (score < characters / 2) return undefined
  return { text: decodeSingleByte(bytes, charset), charset: charset.name }
}

// From shortly before the first byte beyond ASCII, which a long text may hold late.
const sampleOf = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length <= sampled) return bytes
  const first = bytes.findIndex((byte) => byte >= 0x80)
  const from = Math.max(0, Math.min(first - 200, bytes.length - sampled))
  return bytes.subarray(from, from + sampled)
}
