import { freshDatabase } from '../database.js'
import { openConnections } from '../http-client.js'
import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'pg'
import { endsOf, openBenchLog, totalOf, type BenchLog } from '../log.js'
import type { MemorySeen } from '../memory.js'
import { startOthers } from '../measure.js'
import { migrate } from '../product.js'
import { highestOrNull, percentile, rounded } from '../result.js'
import { startServices } from '../services.js'
import type { BenchStack } from '../stack.js'
import { openLoop, type Doors, type Seen } from './open-loop.js'

export type Latency = {
  /** Publish to visible, milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
  /** POST to 202, of every update. */
  readonly ack: { readonly p50: number; readonly p99: number }
  readonly samples: number
  /** Updates that were accepted each second, which is less than the rate where the door cannot keep up. */
  readonly accepted: number
  readonly sent: number
  /** Cores that others kept busy meanwhile, in the worst round. */
  readonly othersCores: number | null
  /** Everything was accepted, became visible within 30 s, and in the end all revisions were there. */
  readonly ok: boolean
}

export const rates = [100, 1_000, 3_000] as const

/**
 * Publish to visible, through the doors of the three services: an open loop sends one update a request at a fixed rate,
 * whatever the answers do, and 15 of them a second are looked for by GET. Rounds take turns over the rates; each round
 * has its own services and database.
 */
export const measureLatency = async (
  stack: BenchStack,
  memory: MemorySeen,
  { rounds, seconds, onProgress }: { rounds: number; seconds: number; onProgress: (line: string) => void },
): Promise<{ readonly [rate: string]: Latency }> => {
  const seen = new Map<number, Taken[]>(rates.map((rate) => [rate, []]))
  for (let round = 1; round <= rounds; round++) {
    await inSystem(stack, memory, async (system) => {
      // The services compile their code on their first ten thousand updates; that is not what is asked for.
      await openLoop(system.doors, { rate: 500, seconds: 20, name: `warm-${round}` })
      await allThere(system.bench, system.pool)
      for (const rate of rates) {
        onProgress(`latency, round ${round} of ${rounds}, ${rate} updates/s`)
        const others = startOthers()
        const one = await openLoop(system.doors, { rate, seconds, name: `r${round}x${rate}` })
        seen
          .get(rate)
          ?.push({ ...one, othersCores: others(), ok: one.ok && (await allThere(system.bench, system.pool)) })
      }
    })
  }
  return Object.fromEntries([...seen].map(([rate, taken]) => [String(rate), summed(taken)]))
}

type Taken = Seen & { readonly othersCores: number | null }
type System = { readonly doors: Doors; readonly bench: BenchLog; readonly pool: Pool }

/** The three services with topics and a database of their own. */
const inSystem = async (
  stack: BenchStack,
  memory: MemorySeen,
  work: (system: System) => Promise<void>,
): Promise<void> => {
  const bench = await openBenchLog(stack)
  const database = await freshDatabase(stack.databaseUrl)
  try {
    await migrate(database.url)
    const place = { prefix: bench.prefix, databaseUrl: database.url }
    const services = await startServices(stack, ['ingest', 'projector', 'desk'], place)
    const doors = { ingest: openConnections(services.ingest.port, 512), desk: openConnections(services.desk.port, 64) }
    try {
      await work({ doors, bench, pool: database.pool })
      for (const name of ['ingest', 'projector', 'desk'] as const) memory.note(`${name}, live`, services[name].pid)
      memory.note('kafka', stack.pids.kafka)
    } finally {
      doors.ingest.close()
      doors.desk.close()
      await services.stop()
    }
  } finally {
    await database.drop()
    await bench.drop()
  }
}

/** What was sent is through within a minute, nothing is in quarantine, and each update is one revision. */
const allThere = async ({ log, topics }: BenchLog, pool: Pool): Promise<boolean> => {
  const sent = totalOf(await endsOf(log, topics.wire))
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(50)) {
    const { rows } = await pool.query<{ filed: number; revisions: number; summed: number }>(
      `SELECT (SELECT count(*) FROM filing.receipt WHERE status = 'filed')::int AS filed,
         (SELECT count(*) FROM desk.revision)::int AS revisions, (SELECT coalesce(sum(revision), 0) FROM desk.incident)::int AS summed`,
    )
    const [row] = rows
    if (row !== undefined && row.filed === sent && row.revisions === sent && row.summed === sent) return true
  }
  return false
}

const summed = (taken: readonly Taken[]): Latency => {
  const visible = taken.flatMap((one) => one.visible)
  const acks = taken.flatMap((one) => one.acks)
  return {
    p50: rounded(percentile(visible, 0.5)),
    p99: rounded(percentile(visible, 0.99)),
    p999: rounded(percentile(visible, 0.999)),
    max: rounded(percentile(visible, 1)),
    ack: { p50: rounded(percentile(acks, 0.5)), p99: rounded(percentile(acks, 0.99)) },
    samples: visible.length,
    accepted: Math.round(Math.min(...taken.map((one) => one.accepted))),
    sent: taken.reduce((sum, one) => sum + one.sent, 0),
    othersCores: highestOrNull(taken.map(({ othersCores }) => othersCores)),
    ok: taken.every(({ ok }) => ok),
  }
}
