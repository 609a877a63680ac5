import { LRUCache } from 'lru-cache'
import type { Reader } from './database-reader.js'
import { hashAt, readStretches, type Stretch, type StretchPlace } from './stretch.js'

/** A revision whose state is to be told, with the hash that the database has for it now. */
export type WantedRevision = StretchPlace & { readonly revision: number; readonly hash: string }

/** Stretches that were read last: whoever steps through a history asks for the same one again and again. */
export type StretchMemory = LRUCache<string, Stretch>

// So many that they were read from; in memory they take up some three times as much.
const mostCharacters = 8_000_000

export const openStretchMemory = (): StretchMemory =>
  new LRUCache({ maxSize: mostCharacters, sizeCalculation: ({ size }) => size })

/**
 * The stretches that these revisions are in, null for null. One that is remembered is used only where its chain hash is the
 * database's: then it tells the same history, whatever came to serve since. Undefined where what serves changed meanwhile.
 */
export const stretchesOf = async (
  db: Reader,
  memory: StretchMemory,
  wanted: readonly (WantedRevision | null)[],
): Promise<readonly (Stretch | null)[] | undefined> => {
  const stretches = wanted.map((one) => (one === null ? null : holding(memory.get(keyOf(one)), one)))
  const lacking = wanted.flatMap((one, place) =>
    one !== null && stretches[place] === undefined ? [{ ...one, place }] : [],
  )
  const read = await readStretches(db, lacking)
  for (const [index, one] of lacking.entries()) {
    const stretch = holding(read[index], one)
    if (stretch === undefined) return undefined
    memory.set(keyOf(one), stretch)
    stretches[one.place] = stretch
  }
  return stretches.map((stretch) => stretch ?? null)
}

const holding = (stretch: Stretch | undefined, { revision, hash }: WantedRevision): Stretch | undefined =>
  stretch !== undefined && hashAt(stretch, revision) === hash ? stretch : undefined

const keyOf = ({ policy, first, id }: StretchPlace): string => `${policy} ${first} ${id}`
