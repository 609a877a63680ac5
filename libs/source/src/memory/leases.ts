import type { Pool, PoolClient } from 'pg'

/** `mine`: this process asks the source. `other`: another one does. `unknown`: PostgreSQL does not say. */
export type Lease = 'mine' | 'other' | 'unknown'

/** Which of several processes asks a source: locks that end with the connection, and so with the process. */
export type Leases = {
  readonly take: (source: string) => Promise<Lease>
  readonly close: () => void
}

export const openLeases = (pool: Pool): Leases => {
  let holding: Promise<Holding> | undefined
  const hold = async (): Promise<Holding> => {
    const client = await pool.connect()
    const drop = (): void => {
      holding = undefined
    }
    client.once('error', drop)
    client.once('end', drop)
    return { client, mine: new Set() }
  }
  return {
    take: async (source) => {
      try {
        holding ??= hold()
        const { client, mine } = await holding
        if (mine.has(source)) {
          // A connection that died unnoticed has given its locks away.
          await client.query('SELECT 1')
          return 'mine'
        }
        const { rows } = await client.query<{ got: boolean }>(
          `SELECT pg_try_advisory_lock(hashtextextended('wireledger source ' || $1, 0)) AS got`,
          [source],
        )
        if (rows[0]?.got !== true) return 'other'
        mine.add(source)
        return 'mine'
      } catch {
        const lost = holding
        holding = undefined
        lost?.then(({ client }) => client.release(true)).catch(() => undefined)
        return 'unknown'
      }
    },
    close: () => {
      holding?.then(({ client }) => client.release(true)).catch(() => undefined)
      holding = undefined
    },
  }
}

type Holding = { readonly client: PoolClient; readonly mine: Set<string> }
