/** Which take of a story a label names: `2nd Ld-Writethru` is the second lead, `UPDATE 1` the first update. */
export type Take = { readonly kind: string; readonly ordinal: number | null }

// The words wires use, in the order of how much of the story a take replaces; German and French desks have their own.
const kinds: readonly (readonly [kind: string, words: string])[] = [
  ['lead', 'ld|lead|leads'],
  ['writethru', 'writethru|writethrough|write-?thru'],
  ['update', 'update|updt|upd'],
  ['add', 'add|adds'],
  ['insert', 'insert|ins'],
  ['sub', 'sub|subs'],
  ['correction', 'correction|corr|korrektur|berichtigung'],
  ['summary', 'zusammenfassung|roundup|wrapup'],
  ['take', 'take'],
]
const kindWords = kinds.map(([, words]) => words).join('|')

const tail = String.raw`(?:[\s-]{0,2}writethru)?`
const ordinalFirst = new RegExp(
  String.raw`^(\d{1,3})(?:st|nd|rd|th|eme|ème|e|\.)?[\s-]{0,3}(${kindWords})${tail}$`,
  'i',
)
const ordinalLast = new RegExp(String.raw`^(${kindWords})[\s-]{0,3}(?:no\.?\s?)?(\d{1,3})$`, 'i')
// Without a number only what is nothing but a label: "Lead" also names a metal and "add" a verb, but not alone.
const alone = new RegExp(String.raw`^(ld|lead|update|writethru|summary|zusammenfassung)${tail}$`, 'i')
const plainLabel =
  /^(extra|refile|repeat|rpt|urgent|alert|flash|bulletin|newsalert|eil|eilmeldung|blitz|wiederholung|kill|hold)$/i

const synonyms: { readonly [word: string]: string } = {
  rpt: 'repeat',
  wiederholung: 'repeat',
  eil: 'urgent',
  eilmeldung: 'urgent',
  blitz: 'flash',
  newsalert: 'alert',
}

const kindOf = (word: string): string => {
  const lower = word.toLowerCase()
  return kinds.find(([, words]) => new RegExp(`^(?:${words})$`).test(lower))?.[0] ?? synonyms[lower] ?? lower
}

/** The take that a label of its own stands for, `1ST LEAD` or `Lead 1`; undefined where it is none. */
export const takeOf = (label: string): Take | undefined => {
  const text = label.trim()
  if (text.length > 40) return undefined
  const first = ordinalFirst.exec(text)
  if (first !== null) return { kind: kindOf(first[2] ?? ''), ordinal: Number(first[1]) }
  const last = ordinalLast.exec(text)
  if (last !== null) return { kind: kindOf(last[1] ?? ''), ordinal: Number(last[2]) }
  const word = alone.exec(text)?.[1] ?? plainLabel.exec(text)?.[1]
  return word === undefined ? undefined : { kind: kindOf(word), ordinal: null }
}

const trailing = new RegExp(
  String.raw`[\s_-]{1,4}((?:\d{1,3}(?:st|nd|rd|th)[\s-]{0,2}(?:${kindWords})|(?:${kindWords})[\s-]?\d{1,3})${tail})$`,
  'i',
)
const leading = /^(UPDATE|LEAD)\s?(\d{1,3})\s?[-–—:]\s?/

/** A take that stands at the end or the beginning of a longer text, and the text without it. */
export const splitTake = (text: string): { readonly rest: string; readonly take: Take | undefined } => {
  const before = leading.exec(text)
  if (before !== null) return { rest: text.slice(before[0].length), take: takeOf(`${before[1]} ${before[2]}`) }
  const after = trailing.exec(text.slice(-60))
  if (after === null) return { rest: text, take: undefined }
  return { rest: text.slice(0, text.length - after[0].length).trimEnd(), take: takeOf(after[1] ?? '') }
}
