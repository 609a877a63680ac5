import { openConnection } from '../http-client.js'
import { startClock } from '../measure.js'
import { percentile, rounded } from '../result.js'

export type Load = {
  readonly port: number
  readonly path: () => string
  /** Text that a right answer holds. */
  readonly holds: string
  readonly seconds: number
  readonly server: number
  readonly postgres: number | null
}
export type LoadResult = {
  readonly rate: number
  readonly p50: number
  readonly p99: number
  readonly nodeUs: number | null
  readonly pgUs: number | null
  readonly ok: boolean
}

const connections = 8

/** Eight connections, each asking again as soon as it is answered. Times in milliseconds, CPU of the server a request. */
export const closedLoop = async (load: Load): Promise<LoadResult> => {
  const times: number[] = []
  let ok = true
  const clock = startClock({ nodes: [load.server], postgres: load.postgres })
  const end = performance.now() + load.seconds * 1000
  const reader = async (): Promise<void> => {
    const connection = openConnection(load.port)
    try {
      for (let before = performance.now(); before < end;) {
        const { status, body } = await connection.ask('GET', load.path())
        const now = performance.now()
        times.push(now - before)
        before = now
        ok &&= status === 200 && body.includes(load.holds)
      }
    } finally {
      connection.close()
    }
  }
  await Promise.all(Array.from({ length: connections }, reader))
  const { events, seconds, nodeUs, pgUs } = clock.stop(times.length, ok)
  return {
    rate: Math.round(events / seconds),
    p50: rounded(percentile(times, 0.5), 2),
    p99: rounded(percentile(times, 0.99), 2),
    nodeUs: nodeUs === null ? null : rounded(nodeUs),
    pgUs: pgUs === null ? null : rounded(pgUs),
    ok,
  }
}
