import { measure, type Sample } from '../measure.js'
import { takeUpText } from '../product.js'
import type { Round } from '../round.js'

/** Full text after a drain: what the projector leaves to be made up for later, which catchUp therefore does not hold. */
export const fullText = async ({ stack, log, database: { pool }, projected }: Round): Promise<Sample> => {
  await projected()
  return measure(log.events, stack.pids.postgres, async () => {
    await takeUpText(pool)
    const { rows } = await pool.query<{ next: number; found: number }>(
      `SELECT (SELECT sum(next_offset) FROM search.checkpoint)::int AS next, (SELECT count(*) FROM desk.search)::int AS found`,
    )
    return rows[0]?.next === log.events && rows[0].found === log.events
  })
}
