import { hash } from 'node:crypto'
import type { ClientBase } from 'pg'
import { run } from './run.js'
import { numberList, type Statement } from './statement.js'

/**
 * How many stripes the keys fall on. A lock a key would overrun the server's lock table at 1,000 records a chunk; two
 * keys on one stripe only wait for each other.
 */
const stripes = 512
// The first half of PostgreSQL's two-number locks: any number of ours.
const lockClass = 7_410_003

const lockStripes: Statement = {
  name: 'filing_lock',
  text: `SELECT count(pg_advisory_xact_lock(${lockClass}, stripe)) FROM (SELECT unnest($1::int[]) AS stripe ORDER BY 1) AS sorted`,
}

/** Locks keys until the end of the transaction, in one order for everyone, so that filers wait and never deadlock. */
export const lockKeys = (client: ClientBase, names: readonly string[]): Promise<unknown> =>
  names.length === 0 ? Promise.resolve() : run(client, lockStripes, [numberList([...new Set(names.map(stripeOf))])])

/** Locks the whole index: for what takes out things of other items, whose keys only the index itself knows. */
export const lockEverything = (client: ClientBase): Promise<unknown> =>
  run(client, lockStripes, [numberList(Array.from({ length: stripes }, (_, stripe) => stripe))])

// The first two bytes, the lower one first.
const stripeOf = (name: string): number => {
  const digits = parseInt(hash('md5', name, 'hex').slice(0, 4), 16)
  return ((digits >>> 8) | ((digits & 0xff) << 8)) % stripes
}
