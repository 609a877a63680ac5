import type { ClientBase } from 'pg'
import { formatPosition } from '#eventing'
import { partDigests, revisionColumns, revisionDigest, stateColumns, type Comparison } from './compared-columns.js'
import type { Offsets } from './replay-log.js'

type Client = Pick<ClientBase, 'query'>
/** One difference between two versions, or between a version and the log; what is not known of it is null. */
export type Mismatch = {
  readonly incident: string
  readonly revision: number | null
  readonly eventId: string | null
  readonly position: string | null
  readonly what: string
}
export type Versions = {
  readonly topic: string
  readonly live: string
  readonly next: string
  readonly by: Comparison
}

/** Enough to see what is wrong; a broken fold differs in every row. */
export const mismatchLimit = 100

type Row = {
  incident: string
  revision: number | null
  event_id: string | null
  log_partition: number
  log_offset: string
  what: string
}

const between = `JOIN unnest($1::int[], $2::bigint[], $3::bigint[]) AS w(p, lower, upper)
    ON t.log_partition = w.p AND t.log_offset >= w.lower AND t.log_offset < w.upper`

const slice = (schema: string, table: string): string => `(SELECT t.* FROM ${schema}.${table} t ${between})`

// By way of the events, which are found by their place in the log.
const revisionSlice = (schema: string, filter: string, by: Comparison): string =>
  `(SELECT ${revisionColumns[by]} FROM ${schema}.event t ${between}
    JOIN ${schema}.revision r ON r.incident_id = t.incident_id AND r.revision = t.revision ${filter})`

const revisionsSql = ({ live, next, by }: Versions, filter: string): string => `
SELECT coalesce(o.incident_id, n.incident_id) AS incident, coalesce(o.revision, n.revision) AS revision,
  coalesce(o.event_id, n.event_id) AS event_id, coalesce(o.log_partition, n.log_partition) AS log_partition,
  coalesce(o.log_offset, n.log_offset) AS log_offset,
  CASE WHEN n.event_id IS NULL THEN 'revision only in ${live}' WHEN o.event_id IS NULL THEN 'revision only in ${next}'
    WHEN o.hash <> n.hash THEN 'hash' WHEN o.event_id <> n.event_id THEN 'event' WHEN o.changes <> n.changes THEN 'changes'
    WHEN o.snapshot IS DISTINCT FROM n.snapshot THEN 'snapshot' ELSE 'revision' END AS what
FROM ${revisionSlice(live, filter, by)} o FULL JOIN ${revisionSlice(next, filter, by)} n ON o.incident_id = n.incident_id AND o.revision = n.revision
WHERE ROW(o.*) IS DISTINCT FROM ROW(n.*)
ORDER BY log_partition, log_offset LIMIT ${mismatchLimit}`

/** Of each incident how many revisions it has and a number that they add up to. */
const chainDigest = (schema: string, by: Comparison): string =>
  `(SELECT t.incident_id, count(*) AS rows, sum(${revisionDigest[by]}) AS digest
    FROM ${schema}.revision t ${between} GROUP BY 1)`

const chainsSql = ({ live, next, by }: Versions): string => `
SELECT coalesce(o.incident_id, n.incident_id) AS incident FROM ${chainDigest(live, by)} o
FULL JOIN ${chainDigest(next, by)} n ON o.incident_id = n.incident_id
WHERE o.rows IS DISTINCT FROM n.rows OR o.digest IS DISTINCT FROM n.digest`

const asideSql = ({ live, next }: Versions, table: 'refused' | 'quarantine'): string => `
SELECT ${table === 'refused' ? 'coalesce(o.incident_id, n.incident_id)' : `''`} AS incident, NULL::int AS revision, NULL AS event_id,
  coalesce(o.log_partition, n.log_partition) AS log_partition, coalesce(o.log_offset, n.log_offset) AS log_offset, '${table}' AS what
FROM ${slice(live, table)} o FULL JOIN ${slice(next, table)} n ON o.log_partition = n.log_partition AND o.log_offset = n.log_offset
WHERE ROW(o.*) IS DISTINCT FROM ROW(n.*)
ORDER BY 4, 5 LIMIT ${mismatchLimit}`

const rangeValues = (from: Offsets, to: Offsets): unknown[] => {
  const partitions = [...to.keys()]
  return [partitions, partitions.map((p) => from.get(p) ?? 0), partitions.map((p) => to.get(p) ?? 0)]
}

/**
 * Compares all revisions, refusals and quarantined records up to a place: the revisions incident by incident, and one by
 * one only where an incident's do not add up to the same.
 */
export const compareHistories = async (client: Client, versions: Versions, to: Offsets): Promise<Mismatch[]> => {
  const values = rangeValues(new Map(), to)
  const { rows } = await client.query<{ incident: string }>(chainsSql(versions), values)
  const differing = rows.map(({ incident }) => incident)
  const found = differing.length === 0 ? [] : await compareRevisions(client, versions, values, differing)
  const named = new Set(found.map(({ incident }) => incident))
  const others = differing
    .filter((incident) => !named.has(incident))
    .map((incident) => ({ incident, revision: null, eventId: null, position: null, what: 'revisions' }))
  return [...found, ...others, ...(await compareAside(client, versions, values))].slice(0, mismatchLimit)
}

/** Compares what both versions wrote for the records between two places, revision by revision. */
export const compareRecords = async (
  client: Client,
  versions: Versions,
  from: Offsets,
  to: Offsets,
): Promise<Mismatch[]> => {
  const values = rangeValues(from, to)
  const found = await compareRevisions(client, versions, values, null)
  return [...found, ...(await compareAside(client, versions, values))].slice(0, mismatchLimit)
}

const compareRevisions = async (
  client: Client,
  versions: Versions,
  values: unknown[],
  ids: readonly string[] | null,
): Promise<Mismatch[]> => {
  const sql = revisionsSql(versions, ids === null ? '' : 'WHERE t.incident_id = ANY ($4::text[])')
  const { rows } = await client.query<Row>(sql, ids === null ? values : [...values, ids])
  return rows.map((row) => mismatchOf(row, versions.topic))
}

const compareAside = async (client: Client, versions: Versions, values: unknown[]): Promise<Mismatch[]> => {
  const found: Mismatch[] = []
  for (const table of ['refused', 'quarantine'] as const) {
    const { rows } = await client.query<Row>(asideSql(versions, table), values)
    found.push(...rows.map((row) => mismatchOf(row, versions.topic)))
  }
  return found
}

const mismatchOf = (row: Row, topic: string): Mismatch => ({
  incident: row.incident,
  revision: row.revision,
  eventId: row.event_id,
  position: formatPosition({ topic, partition: row.log_partition, offset: Number(row.log_offset) }),
  what: row.what,
})

type Part = 'effect' | 'event'
const parts: readonly Part[] = ['effect', 'event']

const stateSql = ({ live, next, by }: Versions, filter: (column: string) => string): string => `
SELECT coalesce(o.id, n.id) AS incident, 'state' AS what
FROM (SELECT ${stateColumns[by]} FROM ${live}.incident ${filter('id')}) o
FULL JOIN (SELECT ${stateColumns[by]} FROM ${next}.incident ${filter('id')}) n ON o.id = n.id
WHERE ROW(o.*) IS DISTINCT FROM ROW(n.*)`

const aliasSql = ({ live, next }: Versions, filter: (column: string) => string): string => `
SELECT unnest(array_remove(ARRAY[o.incident_id, n.incident_id], NULL)) AS incident, 'alias' AS what
FROM (SELECT * FROM ${live}.alias ${filter('incident_id')}) o FULL JOIN (SELECT * FROM ${next}.alias ${filter('incident_id')}) n ON o.name = n.name
WHERE ROW(o.*) IS DISTINCT FROM ROW(n.*)`

const partSql = ({ live, next, by }: Versions, part: Part, filter: (column: string) => string): string => {
  const digest = (schema: string): string =>
    `(SELECT incident_id, count(*) AS rows, sum(${partDigests[by][part]}) AS digest FROM ${schema}.${part} t ${filter('incident_id')} GROUP BY 1)`
  return `SELECT coalesce(o.incident_id, n.incident_id) AS incident, '${part}' AS what
FROM ${digest(live)} o FULL JOIN ${digest(next)} n ON o.incident_id = n.incident_id
WHERE o.rows IS DISTINCT FROM n.rows OR o.digest IS DISTINCT FROM n.digest`
}

/** The incidents whose state, effects, events or names differ: of all incidents, or of those named. */
export const compareIncidents = async (
  client: Client,
  versions: Versions,
  ids?: readonly string[],
): Promise<Mismatch[]> => {
  const filter = (column: string): string => (ids === undefined ? '' : `WHERE ${column} = ANY ($1::text[])`)
  const found: Mismatch[] = []
  for (const sql of [
    stateSql(versions, filter),
    aliasSql(versions, filter),
    ...parts.map((part) => partSql(versions, part, filter)),
  ]) {
    const { rows } = await client.query<{ incident: string; what: string }>(sql, ids === undefined ? [] : [ids])
    found.push(...rows.map(({ incident, what }) => ({ incident, revision: null, eventId: null, position: null, what })))
  }
  return found
}

/** The incidents that records between two places touched in the live version. */
export const touchedIncidents = async (client: Client, live: string, from: Offsets, to: Offsets): Promise<string[]> => {
  const { rows } = await client.query<{ incident_id: string }>(
    `SELECT DISTINCT incident_id FROM ${slice(live, 'event')} t`,
    rangeValues(from, to),
  )
  return rows.map(({ incident_id: id }) => id)
}
