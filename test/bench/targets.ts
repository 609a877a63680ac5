import type { Report } from './report.js'

export type Verdict = { readonly what: string; readonly is: number | string; readonly reached: boolean }
type Measured = Pick<Report, 'results' | 'ratios' | 'latency' | 'storage'>
type Target = readonly [what: string, value: (report: Measured) => number | undefined | null, most: 'least' | 'most', bound: number] // prettier-ignore

const ratio = (name: string, least: number): Target => [
  `${name} >= ${least}`,
  ({ ratios }) => ratios[name],
  'least',
  least,
]

const targets: readonly Target[] = [
  ratio('catchUp / copyLimit', 0.28),
  ratio('catchUp / naivePg', 60),
  ratio('rebuild / copyLimit', 0.4),
  ratio('rebuild / naivePg', 90),
  ratio('rebuild / emmettRebuild', 60),
  ['filer >= 12,000 updates/s', ({ results }) => results['filer']?.rate, 'least', 12_000],
  ['visible at 1,000/s, p50 <= 20 ms', ({ latency }) => latency['1000']?.p50, 'most', 20],
  ['visible at 1,000/s, p99 <= 80 ms', ({ latency }) => latency['1000']?.p99, 'most', 80],
  ['revision storage <= 600 B an event', ({ storage }) => storage['0.6kB']?.revisionBytes, 'most', 600],
]

/** What this run says of the figures that must be reached; what it did not measure is left out. */
export const verdicts = (report: Measured): Verdict[] =>
  targets.flatMap(([what, value, side, bound]) => {
    const is = value(report)
    if (is === undefined || is === null) return []
    return [{ what, is, reached: side === 'least' ? is >= bound : is <= bound }]
  })
