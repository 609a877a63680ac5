import { v7 } from 'uuid'
import type { Mint } from '#filing'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** UUIDv7 event ids, and incident ids in the order they are opened: `i-` and the first 100 bits of one in base 32. */
export const mint: Mint = {
  eventId: () => v7(),
  incidentId: () => {
    const bytes = v7(undefined, new Uint8Array(16))
    let bits = 0n
    for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
    let id = ''
    for (let place = 0; place < 20; place++) id += alphabet[Number((bits >> BigInt(123 - place * 5)) & 31n)]
    return `i-${id}`
  },
}
