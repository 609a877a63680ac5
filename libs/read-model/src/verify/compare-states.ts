import { compareBytes } from '#eventing'
import { viewText, type Incident } from '#incident'
import type { Mismatch } from '../rebuild/compare.js'
import { talliedText, type TalliedTable, type Tally } from './tally.js'
import type { PartitionJob } from './partition-job.js'

type StoredState = {
  readonly id: string
  readonly revision: number
  readonly title: string
  readonly body: string
  readonly hash: string
  readonly opened_at: Date
  readonly last_said_at: Date
  readonly last_recorded_at: Date
  readonly updates: number
  readonly providers: string[]
  readonly facts: string[]
}

const page = 500
const tables: readonly TalliedTable[] = ['effect', 'event']

/** Compares the stored states of a partition's incidents, their effects and events, with where the fold ended. */
export const compareStates = async (
  job: PartitionJob,
  incidents: readonly Incident[],
  tally: Tally,
): Promise<Mismatch[]> => {
  const mismatches: Mismatch[] = []
  for (let from = 0; from < incidents.length; from += page) {
    const some = incidents.slice(from, from + page)
    const stored = await storedStates(job, some)
    for (const incident of some) mismatches.push(...stateMismatch(incident, stored.get(incident.id)))
    for (const table of tables) mismatches.push(...(await compareTable(job, table, some, tally)))
  }
  return mismatches
}

const mismatch = (incident: Incident, what: string): Mismatch => ({
  incident: incident.id,
  revision: incident.revision,
  eventId: null,
  position: null,
  what,
})

const storedStates = async (
  { client, schema }: PartitionJob,
  incidents: readonly Incident[],
): Promise<Map<string, StoredState>> => {
  const { rows } = await client.query<StoredState>(
    `SELECT id, revision, title, body, encode(hash, 'hex') AS hash, opened_at, last_said_at, last_recorded_at, updates, providers, facts
     FROM ${schema}.incident WHERE id = ANY ($1::text[])`,
    [incidents.map(({ id }) => id)],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

const stateMismatch = (incident: Incident, stored: StoredState | undefined): Mismatch[] => {
  if (stored === undefined) return [mismatch(incident, 'the current state is missing')]
  const pairs: readonly (readonly [string, string | number, string | number])[] = [
    ['body', stored.body, viewText(incident)],
    ['revision', stored.revision, incident.revision],
    ['hash', stored.hash, incident.hash],
    ['title', stored.title, incident.title],
    ['count of updates', stored.updates, incident.updates],
    ['providers', JSON.stringify(stored.providers), JSON.stringify(incident.providers)],
    ['facts', JSON.stringify(stored.facts), JSON.stringify([...incident.beliefs.keys()].sort(compareBytes))],
    ['opening time', stored.opened_at.getTime(), timeOrNaN(incident.openedAt)],
    ['last said time', stored.last_said_at.getTime(), timeOrNaN(incident.lastSaidAt)],
    ['last recorded time', stored.last_recorded_at.getTime(), timeOrNaN(incident.lastRecordedAt)],
  ]
  const differing = pairs.filter(([, is, must]) => is !== must).map(([name]) => name)
  return differing.length === 0 ? [] : [mismatch(incident, `the current state's ${differing.join(', ')} differs`)]
}

const timeOrNaN = (time: string | null): number => Date.parse(time ?? '')

const compareTable = async (
  { client, schema }: PartitionJob,
  table: TalliedTable,
  incidents: readonly Incident[],
  tally: Tally,
): Promise<Mismatch[]> => {
  const { rows } = await client.query<{ incident_id: string; digest: string }>(
    `SELECT incident_id, encode(sha256(convert_to(string_agg(row_digest, '' ORDER BY row_digest COLLATE "C"), 'UTF8')), 'hex') AS digest
     FROM (SELECT incident_id, encode(sha256(convert_to(${talliedText[table]}, 'UTF8')), 'hex') AS row_digest FROM ${schema}.${table}
       WHERE incident_id = ANY ($1::text[])) AS t GROUP BY incident_id`,
    [incidents.map(({ id }) => id)],
  )
  const stored = new Map(rows.map((row) => [row.incident_id, row.digest]))
  const none = tally.digestOf(table, '')
  return incidents
    .filter(({ id }) => (stored.get(id) ?? none) !== tally.digestOf(table, id))
    .map((incident) => mismatch(incident, `the rows of table ${table} differ`))
}
