import { explainedBy } from './alphabets.js'
import type { SingleByteCharset } from './single-byte.js'

/** `score` is above 0 where a text looks like language; `characters` counts what it was judged by. */
export type Plausibility = { readonly score: number; readonly characters: number }

type Kind =
  | 'letter'
  | 'cyrillic'
  | 'apostrophe'
  | 'opening'
  | 'closing'
  | 'mark'
  | 'raised'
  | 'space'
  | 'white'
  | 'frame'
  | 'control'
  | 'foreign'
  | 'other'
type Character = {
  readonly text: string
  readonly kind: Kind
  readonly isAscii: boolean
  readonly isUpper: boolean
  readonly isLower: boolean
}

const opening = '„‚“‘«¿¡‹'
const closing = '”»›'
const marks = '–—…•€£§©®™°·½¼¾±´¥¢№'
const lonely = new Set('àáéèåæíóöÀÁÉÈÅÆÍÓÖ')
// The frames and layout characters of teleprinter wires; any other control character is no text.
const frames = /[\u0001-\u0004\u0008\u0010-\u0014\u0016\u001a\u001f\u007f]/

const kindOf = (text: string): Kind => {
  if (text < ' ' || text === '\u007f') return /\s/.test(text) ? 'white' : frames.test(text) ? 'frame' : 'control'
  if (/\p{Script=Cyrillic}/u.test(text)) return 'cyrillic'
  if (text === 'ª' || text === 'º' || text === '²' || text === '³') return 'raised'
  if (/\p{L}/u.test(text)) return /\p{Script=Latin}/u.test(text) ? 'letter' : 'foreign'
  if (text === '’') return 'apostrophe'
  if (text === '\u00a0' || text === '\u00ad') return 'space'
  if (opening.includes(text)) return 'opening'
  if (closing.includes(text)) return 'closing'
  if (marks.includes(text)) return 'mark'
  if (text < '\u0080') return 'other'
  return text < '\u00a0' ? 'control' : 'foreign'
}

const characterOf = (text: string): Character => ({
  text,
  kind: kindOf(text),
  isAscii: text < '\u0080',
  isUpper: text !== text.toLowerCase(),
  isLower: text !== text.toUpperCase(),
})
const edge = characterOf(' ')

/** A judge of how much bytes look like written language if they are of a charset. */
export const plausibilityIn = ({ upper }: SingleByteCharset): ((bytes: Uint8Array) => Plausibility) => {
  const table = Array.from({ length: 256 }, (_, byte) =>
    characterOf(byte < 0x80 ? String.fromCharCode(byte) : upper.charAt(byte - 0x80)),
  )
  return (bytes) => judged(Array.from(bytes, (byte) => table[byte] ?? edge))
}

// Each character beyond ASCII is judged by its neighbours (quotes do not stand within words, nor capitals after small
// letters), and all letters together by whether one language writes them.
const judged = (text: readonly Character[]): Plausibility => {
  const letters = new Map<string, number>()
  let [score, high, ascii, controls, characters] = [0, 0, 0, 0, 0]
  text.forEach((char, at) => {
    if (char.kind === 'frame' || (char.kind === 'control' && char.isAscii)) {
      controls += 1
      score -= char.kind === 'control' ? 5 : 0
    } else if (char.isAscii) ascii += char.kind === 'letter' ? 1 : 0
    else {
      characters += char.kind === 'space' ? 0 : 1
      score += isRun(text, at) ? -3 : scoreOf(char, text[at - 1] ?? edge, text[at + 1] ?? edge)
      if (char.kind !== 'letter') return
      high += 1
      letters.set(char.text, (letters.get(char.text) ?? 0) + 1)
    }
  })
  // In no language in Latin script are two letters of five accented ones.
  if ((high > 8 && high > (high + ascii) * 0.4) || controls > text.length / 5) return { score: -1, characters }
  return { score: score + 2 * explainedBy(letters), characters }
}

// Nor do four accented letters stand in a row.
const isRun = (text: readonly Character[], at: number): boolean =>
  [at - 2, at - 1, at, at + 1].every((index) => text[index]?.kind === 'letter' && !text[index].isAscii)

const scoreOf = (char: Character, before: Character, after: Character): number => {
  const isAfterLetter = isLetter(before)
  const isBeforeLetter = isLetter(after)
  switch (char.kind) {
    case 'letter':
      if (char.isUpper && isAfterLetter && before.isLower) return -2
      return isAfterLetter || isBeforeLetter || lonely.has(char.text) ? 0 : -2
    case 'cyrillic':
      if (before.kind === 'letter' || after.kind === 'letter') return -2
      if (char.isUpper && isAfterLetter && before.isLower) return -2
      return isAfterLetter || isBeforeLetter ? 2 : 0
    case 'apostrophe':
      return 1
    case 'opening':
      return isAfterLetter ? -2 : 1
    case 'closing':
      return isBeforeLetter ? -2 : 1
    case 'mark':
      return isAfterLetter && isBeforeLetter && char.text !== '–' && char.text !== '—' ? -2 : 1
    case 'raised':
      return /[\dnm]/.test(before.text) && !isBeforeLetter ? 1 : -2
    case 'control':
      return -5
    case 'foreign':
      return -3
    case 'space':
    case 'white':
    case 'frame':
    case 'other':
      return 0
  }
}

const isLetter = ({ kind }: Character): boolean => kind === 'letter' || kind === 'cyrillic'
