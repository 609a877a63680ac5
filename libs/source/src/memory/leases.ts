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
  // One connection holds all locks, and is asked one thing at a time.
  let last: Promise<unknown> = Promise.resolve()
  const hold = async (): Promise<Holding> => {
    const client = await pool.connect()
    let released = false
    const release = (): void => {
      if (!released) client.release(true)
      released = true
    }
    const lost = (): void => {
      holding = undefined
      release()
    }
    client.once('error', lost)
    client.once('end', lost)
    return { client, mine: new Set(), release }
  }
  const giveUp = (): void => {
    holding?.then(({ release }) => release()).catch(() => undefined)
    holding = undefined
  }
  const take = async (source: string): Promise<Lease> => {
    try {
      holding ??= hold()
      return await lock(await holding, source)
    } catch {
      giveUp()
      return 'unknown'
    }
  }
  return {
    take: (source) => {
      const turn = last.then(() => take(source))
      last = turn
      return turn
    },
    close: giveUp,
  }
}

type Holding = { readonly client: PoolClient; readonly mine: Set<string>; readonly release: () => void }

const lock = async ({ client, mine }: Holding, source: string): Promise<Lease> => {
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
}
