import type { Pool } from 'pg'
import { isComplete } from '../complete.js'
import { endsOf, partitions, totalOf } from '../log.js'
import { startClock, type Sample } from '../measure.js'
import { liveSchema } from '../product.js'
import type { Round } from '../round.js'
import { launchService, until, type Running } from '../services.js'

/**
 * The projector's process drains a backlog. The clock starts when it has taken its partitions over, which it does right
 * before its first read, and stops when every checkpoint is at the end of the log.
 */
export const catchUp = async (round: Round): Promise<Sample> => {
  const { stack, log, database, memory, size } = round
  const end = totalOf(await endsOf(log.log, log.topics.incident))
  const schema = await liveSchema(database.pool)
  const projector = await launchService(stack, 'projector', { prefix: log.prefix, databaseUrl: database.url })
  try {
    await untilClaimed(projector, database.pool, schema)
    const clock = startClock({ nodes: [projector.pid], postgres: stack.pids.postgres })
    await until(projector, 'draining the log', 1_200_000, async () => {
      memory.note(`projector catching up, ${size} B`, projector.pid)
      return (await projected(database.pool)).next >= end
    })
    const sample = clock.stop(end, true)
    return { ...sample, ok: await isComplete(database.pool, end, log.digest) }
  } finally {
    await projector.stop()
  }
}

/** Waits until the projector has taken every partition over. */
export const untilClaimed = (projector: Running, pool: Pool, schema: string): Promise<void> =>
  until(projector, 'taking its partitions over', 60_000, async () => {
    const { rows } = await pool.query<{ claimed: number }>(
      `SELECT count(*)::int AS claimed FROM ${schema}.checkpoint WHERE epoch > 0`,
    )
    return rows[0]?.claimed === partitions
  })

/** How many records of the log are projected. */
export const projected = async (pool: Pool): Promise<{ readonly next: number }> => {
  const { rows } = await pool.query<{ next: number }>(
    'SELECT coalesce(sum(next_offset), 0)::int AS next FROM desk.checkpoint',
  )
  return { next: rows[0]?.next ?? 0 }
}
