// 0x80..0x9f; the five bytes without a character stay what they are, as the Encoding Standard has it.
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** The character of one byte in windows-1252, which the web also means by iso-8859-1 and us-ascii. */
export const windows1252Character = (byte: number): string =>
  byte >= 0x80 && byte <= 0x9f ? upper.charAt(byte - 0x80) : String.fromCharCode(byte)

/**
 * Bytes as windows-1252 text. Done here and not by the platform because Node releases differ in 0x80..0x9f, and the
 * same bytes must decode to the same text at every replay.
 */
export const decodeWindows1252 = (bytes: Uint8Array): string => {
  const parts: string[] = []
  for (let from = 0; from < bytes.length; from += 4096) {
    const units = Array.from(bytes.subarray(from, from + 4096), (byte) => windows1252Character(byte).charCodeAt(0))
    parts.push(String.fromCharCode(...units))
  }
  return parts.join('')
}
