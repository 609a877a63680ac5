import { v7 } from 'uuid'
import type { Mint } from '#filing'
import { randomBytes16 } from './random-bytes.js'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

let msecs = 0
let seq = 0

/** What the next UUIDv7 is made of: ids of one millisecond count up from a random number, as uuid itself has it. */
const next = (): { readonly random: Uint8Array; readonly msecs: number; readonly seq: number } => {
  const random = randomBytes16()
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    const [a = 0, b = 0, c = 0, d = 0] = random
    seq = ((a & 0x7f) << 24) | (b << 16) | (c << 8) | d
  } else {
    seq = (seq + 1) | 0
    if (seq === 0) msecs++
  }
  return { random, msecs, seq }
}

/** UUIDv7 event ids, and incident ids in the order they are opened: `i-` and the first 100 bits of one in base 32. */
export const mint: Mint = {
  eventId: () => v7(next()),
  incidentId: () => {
    const bytes = v7(next(), new Uint8Array(16))
    let bits = 0n
    for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
    let id = ''
    for (let place = 0; place < 20; place++) id += alphabet[Number((bits >> BigInt(123 - place * 5)) & 31n)]
    return `i-${id}`
  },
}
