/**
 * Offset of the first byte that is not part of a well-formed UTF-8 sequence (Unicode 3.9, table 3-7); undefined where
 * all are. The platform's decoder says that there is one, but not where.
 */
export const invalidUtf8At = (bytes: Uint8Array): number | undefined => {
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length === 0) return at
    at += length
  }
  return undefined
}

/** Of all places where bytes beyond ASCII stand, the share that are well-formed UTF-8 sequences; 0 where there are none. */
export const multiByteShare = (bytes: Uint8Array): number => {
  let valid = 0
  let invalid = 0
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at)
    if (length === 0) invalid += 1
    else if (length > 1) valid += 1
    at += Math.max(1, length)
  }
  return valid === 0 ? 0 : valid / (valid + invalid)
}

const sequenceLength = (bytes: Uint8Array, at: number): number => {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
  if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.length) return 0
  const [lowest, highest] = secondByteRange(lead)
  const second = bytes[at + 1] ?? 0
  if (second < lowest || second > highest) return 0
  for (let index = 2; index < length; index++) if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

// Narrower second bytes keep out overlong forms, surrogates and what lies beyond U+10FFFF.
const secondByteRange = (lead: number): readonly [number, number] => {
  if (lead === 0xe0) return [0xa0, 0xbf]
  if (lead === 0xed) return [0x80, 0x9f]
  if (lead === 0xf0) return [0x90, 0xbf]
  if (lead === 0xf4) return [0x80, 0x8f]
  return [0x80, 0xbf]
}
