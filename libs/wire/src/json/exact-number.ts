const longest = 200
const largest = 2 ** 53

/**
 * The number a JSON literal stands for; undefined where a double would say something else: integers beyond 2^53,
 * overflow, underflow to zero, or a fraction of more digits than doubles have (17), unless a double prints just so.
 * Minus zero becomes zero.
 */
export const exactNumberOf = (literal: string): number | undefined => {
  if (literal.length > longest) return undefined
  const value = Number(literal)
  // The common case: few digits and no exponent survive as they are.
  if (value !== 0 && literal.length <= 15 && !/e/i.test(literal)) return value
  if (!Number.isFinite(value) || Math.abs(value) > largest) return undefined
  const digits = significantDigits(literal)
  if (digits === '') return 0
  if (value === 0) return undefined
  return isHeld(value, digits) ? value : undefined
}

const isHeld = (value: number, digits: string): boolean => {
  if (digits.length <= 15) return true
  if (digits.length <= 17 && !Number.isInteger(value)) return true
  if (digits.length > 100) return false
  return significantDigits(String(value)) === digits || significantDigits(value.toPrecision(digits.length)) === digits
}

const significantDigits = (literal: string): string =>
  literal
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '')
