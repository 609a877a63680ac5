import type { Changes } from '#incident'
import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'
import { mayBeVeiled, secretTitles } from './veil.js'

/** One revision as every door shows it (contract §4). */
export type RevisionItem = {
  readonly incident: string
  readonly revision: number
  readonly eventType: string
  /** The JSON text of the item. What was changed is passed through unparsed. */
  readonly text: string
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

/** Revisions as they may be shown: a title that was killed, or is held, is left out, and said to be; the hash covers it. */
export const revisionItems = async (
  db: Reader,
  rows: readonly RevisionRow[],
  topic: string,
): Promise<readonly RevisionItem[]> => {
  const incidents = [...new Set(rows.map((row) => row.incident_id))]
  const veiled = incidents.length > 0 && (await mayBeVeiled(db, incidents))
  return (veiled ? await withoutSecrets(db, rows) : rows).map((row) => revisionItem(row, topic))
}

type ShownRow = RevisionRow & { readonly withheld?: readonly 'title'[] }

const withoutSecrets = async (db: Reader, rows: readonly RevisionRow[]): Promise<readonly ShownRow[]> => {
  const changed = rows.map((row) => JSON.parse(row.changes) as Changes)
  const titled = rows.flatMap(({ incident_id: incident }, index) => {
    const title = changed[index]?.title
    return title === undefined ? [] : [{ incident, title }]
  })
  const isSecret = await secretTitles(db, titled)
  return rows.map((row, index): ShownRow => {
    const { title, ...changes } = changed[index] ?? { beliefs: {} }
    const hides = title !== undefined && isSecret({ incident: row.incident_id, title })
    return hides ? { ...row, changes: JSON.stringify(changes), withheld: ['title'] } : row
  })
}

const revisionItem = (row: ShownRow, topic: string): RevisionItem => {
  const head = {
    incident: row.incident_id,
    revision: row.revision,
    eventId: row.event_id,
    eventType: row.event_type,
    updateId: row.update_id,
    position: `${topic}/${row.log_partition}/${row.log_offset}`,
    saidAt: row.said_at,
    receivedAt: row.received_at,
    recordedAt: row.recorded_at,
  }
  const tail = JSON.stringify({ hash: row.hash, ...(row.withheld === undefined ? {} : { withheld: row.withheld }) })
  return {
    ...{ incident: row.incident_id, revision: row.revision, eventType: row.event_type },
    text: `${JSON.stringify(head).slice(0, -1)},"changes":${row.changes},${tail.slice(1)}`,
  }
}
