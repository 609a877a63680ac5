import type { Reads } from './measures/reads.js'
import type { Rounds } from './rounds.js'
import { rounded } from './result.js'

export type Ratios = { readonly [name: string]: number | null }

type Measured = Pick<Rounds, 'results'> & { readonly reads: Reads }

/** One rate against another, taken in the same run on the same machine; null where one of them was not measured. */
export const ratiosOf = ({ results, reads }: Measured): Ratios => {
  const ratio = (of: string, to: string): number | null => {
    const [a, b] = [results[of], results[to]]
    return a === undefined || b === undefined ? null : rounded(a.rate / b.rate, 3)
  }
  const pairs = [
    ...['copyLimit', 'rowsLimit', 'foldLimit', 'naivePg', 'naiveTypeorm', 'emmettRebuild', 'kafkaRead'].flatMap(
      (to) => [
        ['catchUp', to],
        ['rebuild', to],
      ],
    ),
    ...['catchUp', 'rebuild'].map((of) => [`${of}@3kB`, 'copyLimit@3kB']),
  ] as [string, string][]
  return { ...Object.fromEntries(pairs.map(([of, to]) => [`${of} / ${to}`, ratio(of, to)])), ...readRatios(reads) }
}

/** The desk's rate against pgbench's and the bare server's; times of other reads against a current one of the same incident. */
const readRatios = (reads: Reads): Ratios => {
  const sizes = Object.keys(reads).filter((where) => /^\d+$/.test(where))
  const ofSize = (size: string): [string, number | null][] => {
    const at = (kind: string) => reads[size]?.[kind]
    const times = (kind: string, to: string): [string, number | null] => [
      `${kind} / ${to}, time, ${size} incidents`,
      over(at(kind)?.p50, at(to)?.p50),
    ]
    return [
      [`current / pgbench, ${size} incidents`, over(at('current')?.rate, at('current')?.pgbench)],
      [`current / bare HTTP, ${size} incidents`, over(at('current')?.rate, at('current')?.bareHttp)],
      ...['revision', 'knownAt', 'asOf'].map((kind) => times(kind, 'currentDeep')),
    ]
  }
  const [least, most] = [sizes[0] ?? '', sizes.at(-1) ?? '']
  const list = over(reads[most]?.['list']?.p50, reads[least]?.['list']?.p50)
  const byIncidents: [string, number | null][] = least === most ? [] : [['list, most / least incidents, time', list]]
  return Object.fromEntries([...sizes.flatMap(ofSize), ...byIncidents])
}

const over = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a == null || b == null ? null : rounded(a / b, 3)
