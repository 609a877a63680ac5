// The prime of FNV-1a is 2^40 and this.
const prime = 0x1b3

/**
 * What a text is told apart by where its feed gives neither an identity nor a time: FNV-1a of 64 bits over its UTF-16
 * units (low byte first), as `fnv1a-` and 16 hex digits. Stable for ever, and no protection against who wants a collision.
 */
export const contentHash = (text: string): string => {
  let [high, low] = [0xcbf29ce4, 0x84222325]
  // In integers of 32 bits throughout, for the whole of a large entry goes through it.
  const mix = (byte: number): void => {
    const mixed = low ^ byte
    const lower = (mixed & 0xffff) * prime
    const upper = (mixed >>> 16) * prime + (lower >>> 16)
    high = (Math.imul(high, prime) + (upper >>> 16) + (mixed << 8)) | 0
    low = (upper << 16) | (lower & 0xffff)
  }
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    mix(unit & 0xff)
    mix(unit >>> 8)
  }
  return `fnv1a-${hex(high)}${hex(low)}`
}

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0')
