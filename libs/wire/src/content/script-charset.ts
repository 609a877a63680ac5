import { decodeCharset } from './charset.js'

/**
 * The charset of bytes that nobody named one for and that are in another script than the Latin: Japanese, Korean and
 * Chinese, Thai, Hebrew, Greek and Russian in KOI8-R. Judged by what such texts cannot do without: kana, the frequent
 * rows of a double-byte set, the case or the vowels of letters. Undefined where nothing of it is plain.
 */
export const scriptCharset = (bytes: Uint8Array): string | undefined => {
  const sample = sampleOf(bytes)
  return doubleByteCharset(bytes, sample) ?? singleByteScript(sample)
}

// From shortly before the first byte beyond ASCII; markup comes first in most documents.
const sampled = 20_000
const sampleOf = (bytes: Uint8Array): Uint8Array => {
  const first = bytes.findIndex((byte) => byte >= 0x80)
  return first === -1 ? bytes.subarray(0, 0) : bytes.subarray(first, first + sampled)
}

const doubleByteCharset = (bytes: Uint8Array, sample: Uint8Array): string | undefined => {
  const pairs = pairsOf(sample)
  if (pairs.all < 4) return undefined
  for (const charset of ['euc-jp', 'shift_jis']) {
    const reading = decodeCharset(bytes, charset)
    if (reading.ok && isJapanese(reading.text)) return charset
  }
  if (pairs.broken > 0) return undefined
  const isValid = (charset: string): boolean => decodeCharset(bytes, charset).ok
  // Second bytes beyond ASCII only: the sets of mainland China and Korea. Big5 uses others for two of five characters.
  if (pairs.lowSecond === 0) {
    if (pairs.hangul >= 0.9 * pairs.all && isValid('euc-kr')) return 'euc-kr'
    return pairs.frequentGb >= 0.85 * pairs.all && isValid('gb18030') ? 'gb18030' : undefined
  }
  return pairs.frequentBig5 >= 0.9 * pairs.all && isValid('big5') ? 'big5' : undefined
}

const isJapanese = (text: string): boolean => {
  const beyond = text.match(/[^\u0000-\u007f]/gu) ?? []
  const kana = beyond.filter((character) => /[\u3041-\u30ff]/.test(character)).length
  const halfWidth = beyond.filter((character) => /[\uff61-\uff9f]/.test(character)).length
  return kana >= 0.25 * beyond.length && halfWidth <= 0.1 * beyond.length
}

type Pairs = {
  all: number
  broken: number
  lowSecond: number
  hangul: number
  frequentGb: number
  frequentBig5: number
}

// Rows A1 to A3 hold punctuation in all three sets; behind them stand the most frequent characters.
const pairsOf = (sample: Uint8Array): Pairs => {
  const pairs: Pairs = { all: 0, broken: 0, lowSecond: 0, hangul: 0, frequentGb: 0, frequentBig5: 0 }
  for (let at = 0; at + 1 < sample.length; at++) {
    const [first = 0, second = 0] = sample.subarray(at, at + 2)
    if (first < 0x80) continue
    at++
    const isPair = first >= 0xa1 && first <= 0xfe && ((second >= 0x40 && second <= 0x7e) || second >= 0xa1)
    if (!isPair) pairs.broken++
    else {
      const isPunctuation = first <= 0xa3
      pairs.all++
      if (second <= 0x7e) pairs.lowSecond++
      if (isPunctuation || (first >= 0xb0 && first <= 0xc8)) pairs.hangul++
      if (isPunctuation || (first >= 0xb0 && first <= 0xd7)) pairs.frequentGb++
      if (first <= 0xc6) pairs.frequentBig5++
    }
  }
  // Shift_JIS has first bytes that no other set has; its pairs are judged by the kana alone.
  return pairs.broken > pairs.all ? { ...pairs, all: pairs.all + pairs.broken } : pairs
}

const singleByteScript = (sample: Uint8Array): string | undefined => {
  const counts = new Array<number>(256).fill(0)
  let [high, together] = [0, 0]
  sample.forEach((byte, at) => {
    if (byte < 0x80) return
    counts[byte] = (counts[byte] ?? 0) + 1
    high++
    if ((sample[at - 1] ?? 0) >= 0x80) together++
  })
  // In Latin scripts letters beyond ASCII stand alone.
  if (high < 12 || together < 0.6 * high) return undefined
  const share = (from: number, to: number): number => counts.slice(from, to + 1).reduce((sum, n) => sum + n, 0) / high
  // Thai: few breaks, over and under its consonants the vowels and tone marks.
  if (
    together > 0.85 * high &&
    share(0xa1, 0xce) > 0.4 &&
    share(0xd0, 0xda) + share(0xe0, 0xec) > 0.25 &&
    share(0xa1, 0xfb) > 0.99
  )
    return 'windows-874'
  if (share(0xe0, 0xfa) > 0.95 && hasHebrewFinals(sample)) return 'windows-1255'
  if (share(0xc1, 0xfe) > 0.95 && share(0xdc, 0xdf) > 0.04 && share(0xff, 0xff) === 0 && share(0xe0, 0xfe) > 0.6)
    return 'windows-1253'
  // The small letters of KOI8-R stand where windows-1251 has its capitals.
  return share(0xc0, 0xdf) > 0.8 && share(0xc0, 0xff) > 0.95 ? 'koi8-r' : undefined
}

// Five letters of Hebrew have a form of their own at the end of a word, and stand nowhere else in it.
const finals = new Set([0xea, 0xed, 0xef, 0xf3, 0xf5])
const hasHebrewFinals = (sample: Uint8Array): boolean => {
  const found = [...sample.keys()].filter((at) => finals.has(sample[at] ?? 0))
  return found.length > 0 && found.every((at) => (sample[at + 1] ?? 0) < 0xe0)
}
