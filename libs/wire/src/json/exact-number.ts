const longest = 200
const largest = 2 ** 53

/**
 * The number a JSON literal stands for; undefined where a double would say something else: integers beyond 2^53,
 * overflow, underflow to zero, or digits that no double prints at that precision. 0.10000000000000001 is fine (it is
 * how 0.1 prints with 17 digits), 0.12345678901234567890123 is not. Minus zero becomes zero.
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
  // 15 digits survive any double but a subnormal one.
  if (digits.length <= 15 && Math.abs(value) > 1e-290) return value
  if (digits.length > 100) return undefined
  return significantDigits(value.toPrecision(digits.length)) === digits ? value : undefined
}

const significantDigits = (literal: string): string =>
  literal
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '')
