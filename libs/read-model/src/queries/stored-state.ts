import { anyMoment, type IncidentView } from '#incident'
import { snapshotEvery } from '../schema/projection-indexes.js'
import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'
import { inPlaces } from './in-places.js'
import { byName, canBeName } from './incident-name.js'
import { stretchesOf, type StretchMemory, type WantedRevision } from './stretch-memory.js'
import { firstOf, viewAt, type Stretch } from './stretch.js'
import { veilsOf } from './veil.js'

/** The revision that a question came to, and the incident that it was asked of. */
export type StateRow = {
  readonly id: string
  /** The last revision there is. */
  readonly last: number
  readonly policy: string
  /** How many updates are left there. */
  readonly updates: number
  /** The current state: where nothing is left there, for it may be merged into another one, and of a view as of a moment. */
  readonly body: string | null
  /** Whether anything there may be veiled. */
  readonly veils: boolean
  /** Whether times alone do not tell what belongs to the moment that was asked for. */
  readonly mixed: boolean
  /** Null where there is no such revision, or as of a moment before everything. */
  readonly revision: number | null
  readonly hash: string | null
  /** Where there is no such revision. */
  readonly opened_at: string | null
  /** What the state is told from; null where there is no such revision, and where times alone do not tell. */
  readonly stretch: Stretch | null
}

type Placed = Omit<StateRow, 'stretch'> & { readonly place: string }

export type RevisionQuestion = { readonly name: string; readonly revision: number }
export type KnownQuestion = { readonly name: string; readonly knownAt: string }
/** `until`: the revision beyond which nothing is known; null for all there is. */
export type AsOfQuestion = { readonly name: string; readonly asOf: string; readonly until: number | null }

// Keeps a part from being put into each place that names it, and found again for each.
const once = 'OFFSET 0'

const select = (mixed: string, body = 'CASE WHEN i.updates = 0 THEN i.body END'): string =>
  `SELECT q.place, i.id, i.revision AS last, i.policy, i.updates, ${body} AS body, ${veilsOf('i.id')} AS veils, ${mixed} AS mixed, d.revision, d.hash,
  CASE WHEN d.revision IS NULL THEN ${utc('i.opened_at')} END AS opened_at`

/** The last of these revisions. */
const lastOf = (those: string): string => `
  LEFT JOIN LATERAL (SELECT r.revision, r.hash FROM desk.state_change r WHERE r.incident_id = i.id AND ${those}
    ORDER BY r.revision DESC LIMIT 1) AS d ON true`

const ofRevisions = `${select('false')}
  FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS q(name, revision, place) ${byName}${lastOf('r.revision = q.revision')}`

// The last revision recorded by then is close behind the last such snapshot, and holds what was recorded by then and
// nothing else, unless the clock stepped back to then from a moment after that snapshot.
const knownAt = `${select(`EXISTS (SELECT FROM desk.state_change o WHERE o.incident_id = i.id AND o.stepped_from IS NOT NULL
    AND o.stepped_from >= s.recorded_at AND o.recorded_at <= q.moment)`)}
  FROM unnest($1::text[], $2::timestamptz[]) WITH ORDINALITY AS q(name, moment, place) ${byName}
  LEFT JOIN LATERAL (SELECT n.revision, n.recorded_at FROM desk.state_change n
    WHERE n.incident_id = i.id AND n.snapshot IS NOT NULL AND n.recorded_at <= q.moment
    ORDER BY n.recorded_at DESC, n.revision DESC LIMIT 1) AS n ON true
  CROSS JOIN LATERAL (SELECT coalesce(n.revision, 0) AS revision, coalesce(n.recorded_at, '-infinity') AS recorded_at) AS s${lastOf(`r.revision BETWEEN s.revision AND s.revision + ${snapshotEvery - 1} AND r.recorded_at <= q.moment`)}`

// The revision before the first one that was said later holds all that had been said by then, and nothing else, unless
// something came out of order: then its span tells.
const asOf = `${select(
  `EXISTS (SELECT FROM desk.state_change o WHERE o.incident_id = i.id AND o.said_from IS NOT NULL AND o.revision <= u.revision
    AND (o.said_from <= q.moment AND o.revision > a.revision OR o.said_until > q.moment AND o.revision <= a.revision OR o.said_from = '${anyMoment.from}'))`,
  'i.body',
)}
  FROM unnest($1::text[], $2::timestamptz[], $3::int[]) WITH ORDINALITY AS q(name, moment, until, place) ${byName}
  CROSS JOIN LATERAL (SELECT least(q.until, i.revision) AS revision ${once}) AS u
  CROSS JOIN LATERAL (SELECT coalesce((SELECT s.revision FROM desk.state_change s
    WHERE s.incident_id = i.id AND s.snapshot IS NOT NULL AND s.last_said_at <= q.moment AND s.revision <= u.revision
    ORDER BY s.last_said_at DESC, s.revision DESC LIMIT 1), 0) AS revision ${once}) AS s
  CROSS JOIN LATERAL (SELECT coalesce((SELECT r.revision - 1 FROM desk.state_change r
    WHERE r.incident_id = i.id AND r.revision BETWEEN s.revision + 1 AND least(s.revision + ${snapshotEvery}, u.revision) AND r.said_at > q.moment
    ORDER BY r.revision LIMIT 1), u.revision) AS revision ${once}) AS a${lastOf('r.revision = a.revision')}`

/** The states after these revisions; undefined where there is no incident of that name. */
export const statesOfRevisions = (from: StateSource, asked: readonly RevisionQuestion[]): Promise<StateRows> =>
  statesOf(from, 'states-of-revisions', ofRevisions, asked, [asked.map(({ revision }) => revision)])

/** The states known at these moments: `mixed` where the clock that recorded them stepped back, and they may never have been one. */
export const statesKnownAt = (from: StateSource, asked: readonly KnownQuestion[]): Promise<StateRows> =>
  statesOf(from, 'states-known-at', knownAt, asked, [asked.map((one) => momentOf(one.knownAt))])

/** The states that hold what had been said by these moments: `mixed` where no revision is that. */
export const statesAsOf = (from: StateSource, asked: readonly AsOfQuestion[]): Promise<StateRows> =>
  statesOf(from, 'states-as-of', asOf, asked, [asked.map((one) => momentOf(one.asOf)), asked.map(({ until }) => until)])

/** The database, and what is remembered of it. */
export type StateSource = { readonly db: Reader; readonly memory: StretchMemory }

type StateRows = readonly (StateRow | undefined)[]

const statesOf = async (
  { db, memory }: StateSource,
  name: string,
  text: string,
  asked: readonly { readonly name: string }[],
  columns: readonly unknown[],
): Promise<StateRows> => {
  const values = [asked.map((one) => (canBeName(one.name) ? one.name : '')), ...columns]
  for (;;) {
    const { rows } = await db.query<Placed>({ name, text, values })
    const placed = inPlaces(rows, asked.length)
    const stretches = await stretchesOf(db, memory, placed.map(wantedOf))
    // Where another version came to serve between the two statements both are asked again: one answer is of one policy.
    if (stretches === undefined) continue
    return placed.map((row, index) => row && Object.assign(row, { stretch: stretches[index] ?? null }))
  }
}

const wantedOf = (row: Placed | undefined): WantedRevision | null => {
  if (row === undefined || row.mixed || row.revision === null || row.hash === null) return null
  const { id, policy, revision, hash } = row
  return { id, policy, first: firstOf(revision), revision, hash }
}

// PostgreSQL has no year 0, in which nothing was said or recorded.
const momentOf = (time: string): string => (time.startsWith('0000') ? '-infinity' : time)

/** The view of revision n, of the row that was found for it. Undefined where there is no such revision. */
export const viewOfRevision = (row: StateRow | undefined, revision: number): IncidentView | undefined =>
  row?.revision === revision ? viewOfState(row) : undefined

/** The view of a stored state. Undefined where there is no such revision. */
export const viewOfState = ({ stretch, revision }: StateRow): IncidentView | undefined =>
  stretch === null || revision === null ? undefined : viewAt(stretch, revision)
