import type { Latency } from './measures/latency.js'
import type { Rounds } from './rounds.js'
import { rounded } from './result.js'

export type Ratios = { readonly [name: string]: number | null }

type Measured = Pick<Rounds, 'results'> & { readonly latency: { readonly [rate: string]: Latency } }

/** One rate against another, taken in the same run on the same machine; null where one of them was not measured. */
export const ratiosOf = ({ results }: Measured): Ratios => {
  const ratio = (of: string, to: string): number | null => {
    const [a, b] = [results[of], results[to]]
    return a === undefined || b === undefined ? null : rounded(a.rate / b.rate, 3)
  }
  const pairs = [
    ...['copyLimit', 'naivePg', 'naiveTypeorm', 'emmettRebuild', 'kafkaRead'].flatMap((to) => [
      ['catchUp', to],
      ['rebuild', to],
    ]),
    ...['catchUp', 'rebuild'].map((of) => [`${of}@3kB`, 'copyLimit@3kB']),
  ] as [string, string][]
  return Object.fromEntries(pairs.map(([of, to]) => [`${of} / ${to}`, ratio(of, to)]))
}
