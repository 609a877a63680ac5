/** Compares two strings as their UTF-8 bytes compare, which UTF-16 code units do not for characters beyond U+FFFF. */
export const compareBytes = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return byteRank(left) - byteRank(right)
  }
  return a.length - b.length
}

// Surrogates stand for characters above U+FFFF, so they rank after U+E000..U+FFFF.
const byteRank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
