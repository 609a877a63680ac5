import type { Changes } from '#incident'
import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'
import { secretTitles } from './veil.js'

/** One revision as every door shows it (contract §4). */
export type RevisionItem = {
  readonly incident: string
  readonly revision: number
  readonly eventId: string
  readonly eventType: string
  readonly updateId: string | null
  readonly position: string
  readonly saidAt: string
  readonly receivedAt: string
  readonly recordedAt: string
  readonly changes: Changes
  readonly hash: string
  /** What of `changes` is not shown, because the update it came from was killed or is held; the hash covers it. */
  readonly withheld?: readonly 'title'[]
}

export type RevisionRow = {
  readonly incident_id: string
  readonly revision: number
  readonly event_id: string
  readonly event_type: string
  readonly update_id: string | null
  readonly log_partition: number
  readonly log_offset: string
  readonly said_at: string
  readonly received_at: string
  readonly recorded_at: string
  readonly changes: string
  readonly hash: string
}

export const revisionColumns = `r.incident_id, r.revision, r.event_id, r.event_type, r.update_id, r.log_partition, r.log_offset,
  ${utc('r.said_at')} AS said_at, ${utc('r.received_at')} AS received_at, ${utc('r.recorded_at')} AS recorded_at, r.changes, r.hash`

/** Revisions as they may be shown: a title that was killed, or is held, is left out. */
export const revisionItems = async (
  db: Reader,
  rows: readonly RevisionRow[],
  topic: string,
): Promise<readonly RevisionItem[]> => {
  const items = rows.map((row) => revisionItem(row, topic))
  const titled = items.flatMap(({ incident, changes: { title } }) => (title === undefined ? [] : [{ incident, title }]))
  const isSecret = await secretTitles(db, titled)
  return items.map((item) => {
    const { title, ...changes } = item.changes
    const hides = title !== undefined && isSecret({ incident: item.incident, title })
    return hides ? { ...item, changes, withheld: ['title'] } : item
  })
}

const revisionItem = (row: RevisionRow, topic: string): RevisionItem => ({
  incident: row.incident_id,
  revision: row.revision,
  eventId: row.event_id,
  eventType: row.event_type,
  updateId: row.update_id,
  position: `${topic}/${row.log_partition}/${row.log_offset}`,
  saidAt: row.said_at,
  receivedAt: row.received_at,
  recordedAt: row.recorded_at,
  changes: JSON.parse(row.changes) as Changes,
  hash: row.hash,
})
