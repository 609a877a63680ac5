import type { Pool } from 'pg'
import { pause } from './patience.js'

/** What one statement, hence one snapshot of the database, said of a partition in the middle of things. */
export type Sample = {
  readonly stage: 'filing' | 'projection'
  readonly partition: number
  readonly next: number
  /** Rows that stand for records: revisions, refused and quarantined ones; receipts for filing. */
  readonly rows: number
  /** The largest offset that has a row; -1 where there is none. */
  readonly top: number
}

export type Sampler = { readonly samples: readonly Sample[]; readonly stop: () => Promise<void> }

const everyMs = 400

const projection = `
SELECT 'projection' AS stage, c.log_partition AS partition, c.next_offset AS next,
  (SELECT count(*) FROM desk.revision r WHERE r.log_partition = c.log_partition)
  + (SELECT count(*) FROM desk.refused r WHERE r.log_partition = c.log_partition)
  + (SELECT count(*) FROM desk.quarantine q WHERE q.stage = 'projection' AND q.log_partition = c.log_partition) AS rows,
  (SELECT max(log_offset) FROM desk.revision r WHERE r.log_partition = c.log_partition) AS top
FROM desk.checkpoint c`
const filing = `
SELECT 'filing' AS stage, c.log_partition AS partition, c.next_offset AS next, count(r.log_offset) AS rows, max(r.log_offset) AS top
FROM filing.checkpoint c LEFT JOIN filing.receipt r ON r.topic = c.topic AND r.log_partition = c.log_partition
WHERE c.topic = 'wire' GROUP BY c.log_partition, c.next_offset`

type Row = { stage: Sample['stage']; partition: number; next: string; rows: string; top: string | null }

/** Looks at checkpoints beside data all the time: a checkpoint that is ahead or behind for a moment is seen in that moment. */
export const startSampler = (pool: Pool): Sampler => {
  const samples: Sample[] = []
  let running = true
  const look = async (sql: string): Promise<void> => {
    const { rows } = await pool.query<Row>(sql)
    for (const { stage, partition, next, rows: count, top } of rows)
      samples.push({ stage, partition, next: Number(next), rows: Number(count), top: Number(top ?? -1) })
  }
  const work = async (): Promise<void> => {
    while (running) {
      // With the database away there is nothing to see.
      await look(projection).catch(() => undefined)
      await look(filing).catch(() => undefined)
      await pause(everyMs)
    }
  }
  const all = work()
  return {
    samples,
    stop: async () => {
      running = false
      await all
    },
  }
}
