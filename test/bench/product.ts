import { hash } from 'node:crypto'
import type { Pool } from 'pg'
import type { LogRecord, NewRecord } from '#event-log'
import { decide, encodeEvent, nothingKnown } from '#filing'
import { migrateFilingIndex } from '#filing-index'
import { decodeEvent, evolve, firstPolicy, openIncident, viewText, type Incident, type IncidentRecord } from '#incident'
import { catchUpSearch, liveProjection, migrateReadModel } from '#read-model'
import { mint } from '../../apps/ingest/src/filing/mint.js'
import { readWireRecord } from '../../apps/ingest/src/filing/read-record.js'

// All that the bench takes from inside the product. Everything else goes through its doors: the services as processes,
// the command line, HTTP, the topics, and the views of schema desk.

export const sha256 = (text: string): string => hash('sha256', text, 'hex')

/** Brings a fresh database up to date. */
export const migrate = async (url: string): Promise<void> => {
  await migrateFilingIndex(url)
  await migrateReadModel(url)
}

/** The schema that the projector fills. */
export const liveSchema = async (pool: Pool): Promise<string> => (await liveProjection(pool)).schema

/** Takes up into full text what a projector that was catching up left out; answers for how many events. */
export const takeUpText = (pool: Pool): Promise<number> => catchUpSearch(pool)

/** Tables of a version that hold a row or more of an incident, and the statement that gives incident n words to be found by. */
export const incidentTables = ['incident', 'incident_tag', 'alias', 'revision', 'event'] as const
export const fillWords = `INSERT INTO search.document (log_partition, log_offset, incident_id, words)
  SELECT 0, 1000000000000 + n, 'fill-' || n, to_tsvector('simple', 'police said shooting continued near the bridge word' || n % 5000)
  FROM generate_series($1::int, $2::int) AS n`

/** The fold with nothing around it, for whoever must do the same work as the product. */
export const referenceFold = () => {
  const incidents = new Map<string, Incident>()
  const incidentOf = (id: string): Incident => {
    const known = incidents.get(id) ?? openIncident(id, sha256, firstPolicy)
    incidents.set(id, known)
    return known
  }
  return {
    add: (
      { id, incident: stream, causationId, correlationId, event }: IncidentRecord,
      recordedAt = '1970-01-01T00:00:00.000Z',
    ) => {
      const incident = incidentOf(stream)
      const position = { topic: '', partition: 0, offset: 0 }
      const moved = evolve(incident, { id, stream, position, recordedAt, causationId, correlationId, event })
      if (moved.outcome !== 'revised') throw new Error(moved.reason)
      return { ...moved, title: incident.title, body: () => viewText(incident) }
    },
    states: () => [...incidents.values()].map(({ id, revision, hash: last }) => ({ id, revision, hash: last })),
  }
}

/** A record's value as an event; throws where it is none, which no workload holds. */
export const eventIn = (value: Buffer | null): IncidentRecord => {
  const decoded = decodeEvent(value?.toString('utf8') ?? '')
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.record
}

/** Filing with nothing around it: what a raw record comes to, of which only the names of incidents are remembered. */
export const filingOfNames = (topic: string): ((record: LogRecord) => NewRecord[]) => {
  const { aliases, incidents } = nothingKnown()
  return (record) => {
    const { content } = readWireRecord(record)
    if (content.kind !== 'updates') throw new Error(`a raw record of the workload is ${content.kind}`)
    return content.updates.flatMap((incoming) => {
      const decision = decide({ ...nothingKnown(), aliases, incidents }, incoming, mint)
      if (decision.outcome !== 'filed') throw new Error(`an update of the workload is ${decision.outcome}`)
      return decision.events.map((event) => ({
        topic,
        key: event.incident,
        value: Buffer.from(encodeEvent(event)),
        headers: {},
      }))
    })
  }
}
