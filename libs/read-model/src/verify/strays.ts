import type { PoolClient } from 'pg'
import { formatPosition } from '#eventing'
import { mismatchLimit, type Mismatch } from '../rebuild/compare.js'
import type { Offsets } from '../rebuild/replay-log.js'

const strayRevisions = (schema: string): string => `
SELECT incident_id, revision, event_id, log_partition, log_offset FROM ${schema}.revision r
WHERE NOT EXISTS (SELECT FROM unnest($1::int[], $2::bigint[]) AS w(p, upto) WHERE w.p = r.log_partition AND r.log_offset >= 0 AND r.log_offset < w.upto)
  OR EXISTS (SELECT FROM ${schema}.event e WHERE e.log_partition = r.log_partition AND e.log_offset = r.log_offset
    AND (e.incident_id, e.revision) <> (r.incident_id, r.revision))
ORDER BY log_partition, log_offset LIMIT ${mismatchLimit}`

type StrayRevision = {
  incident_id: string
  revision: number
  event_id: string
  log_partition: number
  log_offset: string
}

/** Rows that no record stands behind: revisions outside what was projected, and incidents or names without any event. */
export const findStrays = async (
  client: PoolClient,
  schema: string,
  topic: string,
  ends: Offsets,
  incidents: ReadonlySet<string>,
): Promise<Mismatch[]> => {
  const { rows } = await client.query<StrayRevision>(strayRevisions(schema), [[...ends.keys()], [...ends.values()]])
  const revisions = rows.map((row): Mismatch => ({
    incident: row.incident_id,
    revision: row.revision,
    eventId: row.event_id,
    position: formatPosition({ topic, partition: row.log_partition, offset: Number(row.log_offset) }),
    what: 'a revision that no event of the log stands behind',
  }))
  const owners: Mismatch[] = []
  for (const [table, column] of owned) {
    const found = await client.query<{ id: string }>(`SELECT DISTINCT ${column} AS id FROM ${schema}.${table}`)
    owners.push(...found.rows.filter(({ id }) => !incidents.has(id)).map(({ id }) => strayOf(id, table)))
  }
  return [...revisions, ...owners]
}

const owned = [
  ['incident', 'id'],
  ['effect', 'incident_id'],
  ['event', 'incident_id'],
  ['incident_tag', 'incident_id'],
] as const

const strayOf = (incident: string, table: string): Mismatch => ({
  incident,
  revision: null,
  eventId: null,
  position: null,
  what: `a row of table ${table} belongs to no incident of the log`,
})
