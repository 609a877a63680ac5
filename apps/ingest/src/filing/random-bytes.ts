import { randomFillSync } from 'node:crypto'

const size = 16
const pool = new Uint8Array(size * 256)
let at = pool.length

/** 16 random bytes, to be read before the next call: asking the system for many at once costs a tenth of asking each time. */
export const randomBytes16 = (): Uint8Array => {
  if (at === pool.length) {
    randomFillSync(pool)
    at = 0
  }
  at += size
  return pool.subarray(at - size, at)
}
