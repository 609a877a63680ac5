import fc from 'fast-check'
import { decode } from '../decode.js'
import { hintsOf } from './wire-bytes.js'

/** Bytes as they are, cut off, doubled, with junk before, within or after, or with any byte changed. */
export const damaged = (samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 12 }), fc.nat({ max: 4 }))
    .map(([bytes, a, b, junk, way]) => {
      const at = bytes.length === 0 ? 0 : a % bytes.length
      const to = at + (b % (bytes.length - at + 1))
      const [before, cut, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)]
      const parts =
        [[before], [before, junk, after], [before, cut, cut, after], [junk, bytes], [bytes, junk]][way] ?? []
      return Uint8Array.from(parts.flatMap((part) => [...part]))
    })

/** That bytes become updates, or one rejection that names the place; fails the test where they do neither. */
export const expectAnswer = (bytes: Uint8Array, contentType: string | null = null): void => {
  const result = decode(bytes, hintsOf({ contentType }))
  if (result.outcome === 'decoded') {
    expect(result.updates.length).toBeGreaterThan(0)
    return
  }
  expect(result.code).not.toBe('WIRE_DECODER_FAILED')
  expect(result.problems.length).toBeGreaterThan(0)
}

/**
 * Milliseconds of CPU that no hostile document takes: a quarter of a second by itself, and the rest for a machine that
 * has other work. What is quadratic takes ten seconds.
 */
export const mostMilliseconds = 1000

/** Milliseconds of CPU that decoding takes. */
export const cpuOf = (bytes: Uint8Array, contentType: string | null = null): number => {
  const from = process.cpuUsage()
  decode(bytes, hintsOf({ contentType }))
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}
