const prime = 0x1b3
const two32 = 0x1_0000_0000

/**
 * What a text is told apart by where its feed gives neither an identity nor a time: FNV-1a of 64 bits over its UTF-16
 * units (low byte first), as `fnv1a-` and 16 hex digits. Stable for ever, and no protection against who wants a collision.
 */
export const contentHash = (text: string): string => {
  let [high, low] = [0xcbf29ce4, 0x84222325]
  const mix = (byte: number): void => {
    low = (low ^ byte) >>> 0
    // The prime is 2^40 + 0x1b3.
    const product = low * prime
    high = (high * prime + Math.floor(product / two32) + ((low << 8) >>> 0)) % two32
    low = product % two32
  }
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    mix(unit & 0xff)
    mix(unit >>> 8)
  }
  return `fnv1a-${hex(high)}${hex(low)}`
}

const hex = (value: number): string => value.toString(16).padStart(8, '0')
