import { median, rounded } from '../result.js'
import type { Read } from './read-once.js'

type Round = { readonly [kind: string]: Read }

/** Repeats a round of reads; of every figure of every kind the median, `ok` only where all were. */
export const middleOf = async (rounds: number, once: (round: number) => Promise<Round>): Promise<Round> => {
  const taken: Round[] = []
  for (let round = 1; round <= rounds; round++) taken.push(await once(round))
  const [first = {}] = taken
  return Object.fromEntries(
    Object.entries(first).map(([kind, read]) => {
      const same = taken.flatMap((one) => one[kind] ?? [])
      const figures = Object.keys(read).filter((name) => name !== 'ok') as Exclude<keyof Read, 'ok'>[]
      const middle = Object.fromEntries(
        figures.map((name) => [name, middleOrNull(same.map((one) => one[name] ?? null))]),
      )
      return [kind, { ...(middle as Omit<Read, 'ok'>), ok: same.every(({ ok }) => ok) }]
    }),
  )
}

const middleOrNull = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : rounded(median(known), 2)
}
