import type { Pool } from 'pg'
import type { EventLog } from '#event-log'

/**
 * The values of every record of an incident in the log of record, in their order. What the read model has folded of it
 * is taken from there, where it can be asked, for the log itself knows no incidents; the rest is read from the log.
 */
export const readIncidentStream = async (
  { pool, log, topic }: { readonly pool: Pool; readonly log: EventLog; readonly topic: string },
  incident: string,
): Promise<readonly string[]> => {
  const partition = await log.partitionFor(topic, incident)
  const folded = await foldedOf(pool, incident, partition)
  const values = [...folded.values]
  const { low = 0, high = 0 } = (await log.offsets(topic)).find((one) => one.partition === partition) ?? {}
  const from = Math.max(low, folded.next)
  if (from >= high) return values
  await log.readRange(topic, new Map([[partition, from]]), new Map([[partition, high]]), (records) => {
    for (const { key, value } of records)
      if (value !== null && key?.toString('utf8') === incident) values.push(value.toString('utf8'))
  })
  return values
}

type Folded = { readonly next: number; readonly values: readonly string[] }

// Both in one statement, so that they are of one moment and one version of the projection.
const foldedOf = async (pool: Pool, incident: string, partition: number): Promise<Folded> => {
  const there = await pool.query<{ there: boolean }>(`SELECT to_regclass('desk.event') IS NOT NULL AS there`)
  if (there.rows[0]?.there !== true) return { next: 0, values: [] }
  const { rows } = await pool.query<{ next_offset: string; document: string | null }>(
    `SELECT c.next_offset, e.document FROM desk.checkpoint c LEFT JOIN desk.event e ON e.incident_id = $1
     WHERE c.log_partition = $2 ORDER BY e.revision`,
    [incident, partition],
  )
  return { next: Number(rows[0]?.next_offset ?? 0), values: rows.flatMap(({ document }) => document ?? []) }
}
