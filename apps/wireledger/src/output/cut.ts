const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const wide =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|^\p{Emoji_Presentation}/u

const controls = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]+/g

/** Text of others made safe for a terminal: control and direction characters (ESC, bells, overrides) become spaces. */
export const plain = (text: string): string => text.replace(controls, ' ').trim()

/** Columns a text takes on a terminal; colour codes must not be in it yet. */
export const widthOf = (text: string): number => {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1
  return width
}

/** The text in at most `width` columns, with `…` where something was cut; never half a character. */
export const cut = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text
  let kept = ''
  let used = 0
  for (const { segment } of graphemes.segment(text)) {
    const more = wide.test(segment) ? 2 : 1
    if (used + more > width - 1) break
    kept += segment
    used += more
  }
  return `${kept.trimEnd()}…`
}

/** Cut or filled with spaces on the right to exactly `width` columns. */
export const fit = (text: string, width: number): string => {
  const kept = cut(text, width)
  return kept + ' '.repeat(Math.max(0, width - widthOf(kept)))
}
