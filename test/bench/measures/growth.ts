import { setTimeout as pause } from 'node:timers/promises'
import { freshDatabase } from '../database.js'
import { appendEvents, endsOf, openBenchLog, totalOf } from '../log.js'
import { cpuUsOf, memoryOf, treeCpuUsOf } from '../processes.js'
import { liveSchema, migrate } from '../product.js'
import { rounded } from '../result.js'
import { launchService } from '../services.js'
import type { BenchStack } from '../stack.js'
import { workload } from '../workload.js'
import { projected, untilClaimed } from './catch-up.js'

export type Growth = {
  /** Events that the projection holds. */
  readonly events: number
  /** Over the last events before that: a half of them, 20,000 at least. */
  readonly rate: number
  readonly nodeUs: number | null
  readonly pgUs: number | null
  /** Memory of the projector's process when it was there. */
  readonly rssMb: number | null
  readonly peakMb: number | null
  readonly ok: boolean
}

type Seen = { readonly events: number; readonly at: number; readonly node: number | null; readonly pg: number | null; readonly rss: ReturnType<typeof memoryOf> } // prettier-ignore

/** The code is compiled on these; the sizes count from here. */
const warmUp = 50_000

/**
 * What one more event costs, and what the projector holds, as the log grows: one drain of one long log by the projector's
 * process, its clocks read all along the way.
 */
export const measureGrowth = async (
  stack: BenchStack,
  sizes: readonly number[],
  onProgress: (line: string) => void,
): Promise<Growth[]> => {
  const bench = await openBenchLog(stack)
  const database = await freshDatabase(stack.databaseUrl)
  try {
    await migrate(database.url)
    const total = warmUp + Math.max(...sizes)
    onProgress(`growth: filling a log with ${total} events`)
    await appendEvents(bench, workload(total))
    const end = totalOf(await endsOf(bench.log, bench.topics.incident))
    onProgress('growth: draining it')
    const place = { prefix: bench.prefix, databaseUrl: database.url }
    const projector = await launchService(stack, 'projector', place)
    const seen: Seen[] = []
    try {
      await untilClaimed(projector, database.pool, await liveSchema(database.pool))
      for (;;) {
        projector.check()
        const { next: events } = await projected(database.pool)
        const pg = stack.pids.postgres === null ? null : treeCpuUsOf(stack.pids.postgres)
        const one = { events, at: performance.now(), node: cpuUsOf(projector.pid), pg, rss: memoryOf(projector.pid) }
        if (events !== seen.at(-1)?.events) seen.push(one)
        if (events >= end) break
        await pause(20)
      }
    } finally {
      await projector.stop()
    }
    const { rows } = await database.pool.query<{ summed: number }>(
      'SELECT sum(revision)::float8 AS summed FROM desk.incident',
    )
    return sizes.map((size) => costAt(seen, size, rows[0]?.summed === total))
  } finally {
    await database.drop()
    await bench.drop()
  }
}

const costAt = (seen: readonly Seen[], size: number, ok: boolean): Growth => {
  const from = at(seen, warmUp + size - Math.max(20_000, size / 2))
  const to = at(seen, warmUp + size)
  const events = to.events - from.events
  const per = (a: number | null, b: number | null): number | null =>
    a === null || b === null ? null : rounded((b - a) / events)
  return {
    events: size,
    rate: Math.round((events * 1000) / (to.at - from.at)),
    nodeUs: per(from.node, to.node),
    pgUs: per(from.pg, to.pg),
    rssMb: to.rss?.rssMb ?? null,
    peakMb: to.rss?.peakMb ?? null,
    ok,
  }
}

/** The first look at which so many events were there. */
const at = (seen: readonly Seen[], events: number): Seen => {
  const found = seen.find((one) => one.events >= events) ?? seen.at(-1)
  if (found === undefined) throw new Error('the projector was never seen to move')
  return found
}
