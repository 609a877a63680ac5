const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Map([...alphabet].map((character, value) => [character, value]))

/** The bytes of base64 with white space anywhere (RFC 4648 §4); undefined where a text is none. */
export const base64Bytes = (text: string): Uint8Array | undefined => {
  const digits = text.replace(/\s+/g, '').replace(/={0,2}$/, '')
  if (digits.length === 0 || digits.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let [buffer, bits, at] = [0, 0, 0]
  for (const digit of digits) {
    const value = values.get(digit)
    if (value === undefined) return undefined
    buffer = ((buffer << 6) | value) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (buffer >> bits) & 0xff
  }
  return bytes
}
