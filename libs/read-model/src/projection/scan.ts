import { isAscii } from 'node:buffer'

// Deeper JSON than any fact has; the recursion of JSON writers here and in PostgreSQL stays far from its limits.
const deepest = 100

/** What the bytes of a record say before anything is parsed. */
export type Scan = {
  /** Whether every byte is ASCII, so that they are UTF-8 for certain. */
  readonly ascii: boolean
  /** Whether there is a backslash: only behind one can a character hide that PostgreSQL refuses. */
  readonly escapes: boolean
  /** Whether brackets nest deeper than any event may; asked before parsing, because parsers recurse. */
  readonly deep: boolean
}

/** Looks over a record's bytes, once for all that is to be known of them. */
export const scan = (value: Buffer): Scan => {
  let brackets = 0
  // Bit 5 is all that tells [ from {.
  for (let index = 0; index < value.length; index++) if (((value[index] as number) | 0x20) === 0x7b) brackets++
  return { ascii: isAscii(value), escapes: value.includes(0x5c), deep: brackets > deepest && nestsDeep(value) }
}

const nestsDeep = (value: Buffer): boolean => {
  let depth = 0
  let inText = false
  for (let index = 0; index < value.length; index++) {
    const byte = value[index]
    if (inText) {
      if (byte === 0x5c) index++
      else if (byte === 0x22) inText = false
    } else if (byte === 0x22) inText = true
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > deepest) return true
    } else if (byte === 0x5d || byte === 0x7d) depth--
  }
  return false
}
