import { applyChanges, emptyView, type Changes, type IncidentEvent, type IncidentView } from '#incident'
import { snapshotEvery } from '../schema/projection-indexes.js'
import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'

type Row = {
  readonly revision: number
  readonly event_type: IncidentEvent['type']
  readonly said_at: string
  readonly recorded_at: string
  readonly changes: string
  readonly hash: string
  readonly snapshot: string | null
  readonly policy: string
}

const sql = `SELECT revision, event_type, ${utc('said_at')} AS said_at, ${utc('recorded_at')} AS recorded_at, changes, hash, policy,
  CASE WHEN revision = $2 THEN snapshot END AS snapshot
  FROM desk.state_change WHERE incident_id = $1 AND revision BETWEEN $2 AND $3 ORDER BY revision`

/** The state after revision n: the nearest snapshot and the changes after it. Undefined where there is no such revision. */
export const revisionView = async (db: Reader, id: string, revision: number): Promise<IncidentView | undefined> => {
  if (revision < 1) return undefined
  const from = revision - (revision % snapshotEvery)
  const { rows } = await db.query<Row>({ name: 'revision-view', text: sql, values: [id, from, revision] })
  const [first] = rows
  if (first === undefined || rows.at(-1)?.revision !== revision) return undefined
  const { snapshot, policy } = first
  const start = snapshot === null ? emptyView(id, policy) : (JSON.parse(snapshot) as IncidentView)
  return rows.slice(snapshot === null ? 0 : 1).reduce((view, row) => applyChanges(view, deltaOf(row)), start)
}

const deltaOf = (row: Row): Parameters<typeof applyChanges>[1] => ({
  revision: row.revision,
  changes: JSON.parse(row.changes) as Changes,
  hash: row.hash,
  eventType: row.event_type,
  saidAt: row.said_at,
  recordedAt: row.recorded_at,
})
