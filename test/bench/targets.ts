import type { Report } from './report.js'
import { rounded } from './result.js'

export type Verdict = { readonly what: string; readonly is: number | string; readonly reached: boolean }
type Measured = Pick<Report, 'results' | 'ratios' | 'latency' | 'storage' | 'growth'>
type Target = readonly [what: string, value: (report: Measured) => number | undefined | null, most: 'least' | 'most', bound: number] // prettier-ignore

const ratio = (name: string, least: number): Target => [
  `${name} >= ${least}`,
  ({ ratios }) => ratios[name],
  'least',
  least,
]

const atMost = (name: string, most: number): Target => [
  `${name} <= ${most}`,
  ({ ratios }) => ratios[name],
  'most',
  most,
]

// Within 25 % above and below a middle: the dearest is at most 1.25 / 0.75 of the cheapest.
const spread = (growth: Measured['growth']): number | null => {
  const costs = growth.map(({ nodeUs, pgUs }) => (nodeUs ?? NaN) + (pgUs ?? NaN))
  return costs.length < 2 || costs.some(Number.isNaN) ? null : rounded(Math.max(...costs) / Math.min(...costs), 2)
}

const targets: readonly Target[] = [
  ratio('catchUp / copyLimit', 0.28),
  ratio('catchUp / naivePg', 60),
  ratio('rebuild / copyLimit', 0.4),
  ratio('rebuild / naivePg', 90),
  ratio('rebuild / emmettRebuild', 60),
  ['filer >= 12,000 updates/s', ({ results }) => results['filer']?.rate, 'least', 12_000],
  ['visible at 1,000/s, p50 <= 20 ms', ({ latency }) => latency['1000']?.p50, 'most', 20],
  ['visible at 1,000/s, p99 <= 80 ms', ({ latency }) => latency['1000']?.p99, 'most', 80],
  ratio('current / pgbench, 20000 incidents', 0.2),
  ...['revision', 'knownAt'].map((kind) => atMost(`${kind} / currentDeep, time, 20000 incidents`, 2)),
  atMost('asOf / currentDeep, time, 20000 incidents', 10),
  atMost('list, most / least incidents, time', 2),
  ['growth, CPU an event, most / least <= 1.67', ({ growth }) => spread(growth), 'most', 1.67],
  ['growth, projector <= 512 MB', ({ growth }) => growth.at(-1)?.peakMb, 'most', 512],
  ['revision storage <= 600 B an event', ({ storage }) => storage['0.6kB']?.revisionBytes, 'most', 600],
]

/** What this run says of the figures that must be reached; what it did not measure is left out. */
export const verdicts = (report: Measured): Verdict[] =>
  targets.flatMap(([what, value, side, bound]) => {
    const is = value(report)
    if (is === undefined || is === null) return []
    return [{ what, is, reached: side === 'least' ? is >= bound : is <= bound }]
  })
