import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { testStack } from '#testkit'
import { openDatabase } from './database.js'

/** A way to PostgreSQL on which every open connection can fall silent without being closed. */
const openSilencer = async (target: string) => {
  const to = new URL(target)
  const port = Number(to.port)
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect({ host: to.hostname, port })
    for (const [from, into] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      // prettier-ignore
      open.add(from)
      from.on('error', () => undefined)
      from.on('close', () => into.destroy())
      from.pipe(into)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  to.port = String((server.address() as AddressInfo).port)
  return {
    url: to.href,
    silence: () => open.forEach((socket) => socket.unpipe().pause()),
    close: () => {
      open.forEach((socket) => socket.destroy())
      server.close()
    },
  }
}

describe('a database connection that stays open and carries nothing more', () => {
  it('is given up, so that the next query goes over a new one', async () => {
    const silencer = await openSilencer(testStack().adminUrl)
    const pool = openDatabase({ url: silencer.url, applicationName: 'spec', max: 1, answerWithinMs: 500 })
    await pool.query('SELECT 1')
    silencer.silence()
    await expect(pool.query('SELECT 2')).rejects.toThrow(/timeout/i)
    const { rows } = await pool.query('SELECT 3 AS three')
    expect(rows).toEqual([{ three: 3 }])
    silencer.close()
    await pool.end()
  })
})

describe('the sessions of services', () => {
  it.each(['projector', 'desk', 'filer'] as const)(
    'start no parallel workers for a short statement: %s',
    async (role) => {
      const pool = openDatabase({ url: testStack().adminUrl, role, applicationName: 'spec', max: 1 })
      // Wherever it is allowed, however little there is to do.
      await pool.query('SET debug_parallel_query = on')
      const { rows } = await pool.query<{ 'QUERY PLAN': string }>('EXPLAIN SELECT count(*) FROM pg_class')
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toMatch(/Gather/)
      await pool.end()
    },
  )
})
