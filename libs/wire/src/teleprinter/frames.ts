/** The control characters that frame a message of ANPA 1312 and IPTC 7901. */
export const soh = '\u0001'
export const stx = '\u0002'
export const etx = '\u0003'
export const eot = '\u0004'

// Relays pad with NUL and DEL, and archives write controls as pictures or in caret notation.
const padding = /[\u0000\u007f]/g
const picture = /[\u2401-\u241f]/g
const caretStart = /^\s{0,100}(?:\^V){0,8}\^A(?=[A-Za-z])/
// Only where a control has its place: a heading of ANPA 1312 begins with a caret of its own, `^By`, `^Cairo`.
const caretPlaces: readonly RegExp[] = [
  /^(?:\^V){0,8}\^A(?=[A-Za-z])/gm,
  /^\^B(?=\S)/m,
  /^[\t ]{0,20}\^C(?=[A-Z]{2,6}-|\d\d:?\d\d)/gm,
  /^\^[LD](?=$|\s)/gm,
  /^\^H(?=[^;\n]*;[^;\n]*;)/gm,
  /\^[_P](?=[ A-Za-z-])|\^[ST]\^[QR](?= )/g,
]

const controlOf = (caret: string): string => String.fromCharCode(caret.charCodeAt(1) & 0x1f)

/**
 * A message with its controls as control characters, whatever a relay or an archive made of them, without padding, its
 * lines parted by `\n`. Where controls were taken out altogether it is left so.
 */
export const withFrames = (text: string): string => {
  const bare = text
    .replace(padding, '')
    .replace(picture, (char) => String.fromCharCode(char.charCodeAt(0) - 0x2400))
    .replace(/^\ufeff/, '')
    .replace(/\r+\n?/g, '\n')
  if (!caretStart.test(bare)) return bare
  return caretPlaces.reduce(
    (result, places) => result.replace(places, (found) => found.replace(/\^./g, controlOf)),
    bare.replace(/\^M$/gm, ''),
  )
}

/** Messages that one transmission may hold. */
export const maxMessages = 2000

/** The messages of a transmission: each from its SOH to the next one; the whole where there is at most one. */
export const messagesOf = (text: string): readonly string[] => {
  const [before = '', first, ...others] = text.split(/\u0001(?=[A-Za-z])/)
  return others.length === 0 ? [text] : [`${before}${soh}${first}`, ...others.map((message) => soh + message)]
}

/** A text without any control characters but line breaks and tabs, which may stand where frames were. */
export const withoutControls = (text: string): string => text.replace(/[\u0001-\u0008\u000b-\u001f\u0080-\u009f]/g, '')
