/** The control characters that frame a message of ANPA 1312 and IPTC 7901. */
export const soh = '\u0001'
export const stx = '\u0002'
export const etx = '\u0003'
export const eot = '\u0004'

// Relays pad with NUL and DEL, and archives write controls as pictures or in caret notation.
const padding = /[\u0000\u007f]/g
const picture = /[\u2401-\u241f]/g
const caretStart = /^\s*(?:\^V)*\^A(?=[A-Za-z])/
const caretPlaces =
  /^(?:\^V){1,4}(?=\^A)|^\^A(?=[A-Za-z])|^\^B(?=\S)|^[\t ]*\^C|^\^[LD](?=$|\^|\s)|\^_|\^[ST](?=\^[QR])|\^[QR](?= )/gm

const controlOf = (caret: string): string => String.fromCharCode(caret.charCodeAt(1) & 0x1f)

/**
 * A message with its controls as control characters, whatever a relay or an archive made of them, without padding, its
 * lines parted by `\n`. Where controls were taken out altogether it is left so.
 */
export const withFrames = (text: string): string => {
  const bare = text
    .replace(padding, '')
    .replace(picture, (char) => String.fromCharCode(char.charCodeAt(0) - 0x2400))
    .replace(/\r*\n|\r/g, '\n')
    .replace(/^\ufeff/, '')
  if (!caretStart.test(bare)) return bare
  return bare.replace(caretPlaces, (found) => found.replace(/\^./g, controlOf))
}

/** The messages of a transmission: each from its SOH to the next one; the whole where there is at most one. */
export const messagesOf = (text: string): readonly string[] => {
  const [before = '', ...messages] = text.split(soh)
  return messages.length < 2 ? [text] : [`${before}${soh}${messages[0]}`, ...messages.slice(1).map((m) => soh + m)]
}

/** A text without any control characters but line breaks and tabs, which may stand where frames were. */
export const withoutControls = (text: string): string => text.replace(/[\u0001-\u0008\u000b-\u001f\u0080-\u009f]/g, '')
