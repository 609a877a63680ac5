import type { Sample } from './measure.js'

export type Result = {
  /** Events a second: the median over the rounds, with the slowest and the fastest. */
  readonly rate: number
  readonly min: number
  readonly max: number
  /** Microseconds of CPU an event: the medians. */
  readonly nodeUs: number | null
  readonly pgUs: number | null
  /** Cores that others kept busy meanwhile, in the worst round. */
  readonly othersCores: number | null
  readonly ok: boolean
}

export const resultOf = (samples: readonly Sample[]): Result => {
  const rates = samples.map(({ events, seconds }) => events / seconds)
  return {
    rate: Math.round(median(rates)),
    min: Math.round(Math.min(...rates)),
    max: Math.round(Math.max(...rates)),
    nodeUs: medianOrNull(samples.map(({ nodeUs }) => nodeUs)),
    pgUs: medianOrNull(samples.map(({ pgUs }) => pgUs)),
    othersCores: highestOrNull(samples.map(({ othersCores }) => othersCores)),
    ok: samples.every(({ ok }) => ok),
  }
}

/** The middle value; of an even number of values the lower of the two in the middle, so that it is one that was seen. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? 0

/** The value that so much of all values do not exceed, `share` from 0 to 1. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0
}

/** For a reader: so many digits after the point. */
export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))

/** The highest of those that are known. */
export const highestOrNull = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : rounded(Math.max(...known), 2)
}

const medianOrNull = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length < values.length || known.length === 0 ? null : rounded(median(known))
}
