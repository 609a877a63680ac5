import type { Pool } from 'pg'
import { freshDatabase } from '../database.js'
import { appendAll, endsOf, openBenchLog, partitions, totalOf, type BenchLog } from '../log.js'
import { startClock, type Sample } from '../measure.js'
import { migrate } from '../product.js'
import type { Round } from '../round.js'
import { launchService, until, type Running } from '../services.js'
import { wireWorkload } from '../wire-workload.js'

/** Of more it does the same. */
export const mostFiled = 200_000

/**
 * The filer of the ingest process drains raw Wireledger updates into the log of record: decoded, decided, indexed,
 * receipted, appended and acknowledged. It has topics and a database of its own, because an index without its log is
 * refused. The clock runs from its taking the partitions over to the last append.
 */
export const filer = async ({ stack, log: { events }, size, memory }: Round): Promise<Sample> => {
  const updates = Math.min(events, mostFiled)
  const bench = await openBenchLog(stack)
  const database = await freshDatabase(stack.databaseUrl)
  try {
    await migrate(database.url)
    await fillRaw(bench, updates, size)
    const ingest = await launchService(stack, 'ingest', { prefix: bench.prefix, databaseUrl: database.url })
    try {
      await untilClaimed(ingest, database.pool)
      const clock = startClock({ nodes: [ingest.pid], postgres: stack.pids.postgres })
      await until(ingest, 'filing everything', 600_000, async () => {
        memory.note(`ingest filing, ${size} B`, ingest.pid)
        return isDone(database.pool, updates)
      })
      const sample = clock.stop(updates, true)
      return { ...sample, ok: await isComplete(bench, database.pool, updates) }
    } finally {
      await ingest.stop()
    }
  } finally {
    await database.drop()
    await bench.drop()
  }
}

/** Fills the raw topic with updates. */
export const fillRaw = async ({ log, topics }: BenchLog, updates: number, size: Round['size']): Promise<void> => {
  const headers = { 'content-type': 'application/vnd.wireledger.update+json' }
  const records = function* () {
    for (const { key, value } of wireWorkload(updates, size)) yield { topic: topics.wire, key, value, headers }
  }
  await appendAll(log, records())
}

const untilClaimed = (ingest: Running, pool: Pool): Promise<void> =>
  until(ingest, 'taking its partitions over', 60_000, async () => {
    const { rows } = await pool.query<{ claimed: number }>(
      `SELECT count(*)::int AS claimed FROM filing.checkpoint WHERE topic = 'wire' AND epoch > 0`,
    )
    return rows[0]?.claimed === partitions
  })

/** The checkpoint moves when a chunk is decided on; what it decided leaves `outgoing` once Kafka has acknowledged it. */
const isDone = async (pool: Pool, updates: number): Promise<boolean> => {
  const { rows } = await pool.query<{ next: number }>(
    `SELECT sum(next_offset)::int AS next FROM filing.checkpoint WHERE topic = 'wire'`,
  )
  if (rows[0]?.next !== updates) return false
  // Looked at only in the end: what was forgotten lies about until it is vacuumed, and to walk over it costs the filer's time.
  const { rows: left } = await pool.query('SELECT FROM filing.outgoing LIMIT 1')
  return left.length === 0
}

/** Each update became one event of the log of record, one receipt that says so, and one row of the index. */
const isComplete = async ({ log, topics }: BenchLog, pool: Pool, updates: number): Promise<boolean> => {
  const { rows } = await pool.query<{ filed: number; known: number }>(
    `SELECT (SELECT count(*) FROM filing.receipt WHERE status = 'filed')::int AS filed,
       (SELECT count(DISTINCT event_id) FROM filing.update)::int AS known`,
  )
  const appended = totalOf(await endsOf(log, topics.incident))
  return rows[0]?.filed === updates && rows[0].known === updates && appended === updates
}
