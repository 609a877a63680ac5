import { anyMoment, applyAllChanges, emptyView, type Changes, type IncidentView } from '#incident'
import { snapshotEvery } from '../schema/projection-indexes.js'
import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'
import { byName, canBeName } from './incident-name.js'
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
  readonly opened_at: string
  /** Null where there is no such revision; 0 as of a moment before everything. */
  readonly revision: number | null
  readonly snapshot: string | null
  /** Members of a JSON array. */
  readonly changes: string | null
  readonly kinds: string | null
  readonly said_at: string | null
  readonly recorded_at: string | null
  readonly hash: string | null
}

type Placed = StateRow & { readonly place: string }

export type RevisionQuestion = { readonly name: string; readonly revision: number }
export type KnownQuestion = { readonly name: string; readonly knownAt: string }
/** `until`: the revision beyond which nothing is known; null for all there is. */
export type AsOfQuestion = { readonly name: string; readonly asOf: string; readonly until: number | null }

// Keeps a part from being put into each place that names it, and found again for each.
const once = 'OFFSET 0'

const select = (mixed: string, body = 'CASE WHEN i.updates = 0 THEN i.body END'): string =>
  `SELECT q.place, i.id, i.revision AS last, i.policy, i.updates, ${body} AS body, ${veilsOf('i.id')} AS veils, ${utc('i.opened_at')} AS opened_at, ${mixed} AS mixed,
  d.revision, d.snapshot, d.changes, d.kinds, d.hash, ${utc('d.said_at')} AS said_at, ${utc('d.recorded_at')} AS recorded_at`

/** What those of the revisions from the snapshot of revision `s` up to `to` add to it, and the last of them. */
const added = (to: string, those = ''): string => `
  CROSS JOIN LATERAL (SELECT max(r.revision) AS revision, max(r.snapshot) FILTER (WHERE r.revision = s.revision) AS snapshot,
    string_agg(r.changes, ',' ORDER BY r.revision) FILTER (WHERE r.revision > s.revision) AS changes,
    string_agg(r.kind::text, '' ORDER BY r.revision) FILTER (WHERE r.revision > s.revision) AS kinds,
    max(r.said_at) FILTER (WHERE r.revision > s.revision) AS said_at, (array_agg(r.hash ORDER BY r.revision))[count(*)] AS hash,
    (array_agg(r.recorded_at ORDER BY r.revision))[count(*)] AS recorded_at
    FROM desk.state_change r WHERE r.incident_id = i.id AND r.revision BETWEEN s.revision AND ${to} ${those}) AS d`

const ofRevisions = `${select('false')}
  FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS q(name, revision, place) ${byName}
  CROSS JOIN LATERAL (SELECT q.revision - q.revision % ${snapshotEvery} AS revision ${once}) AS s ${added('q.revision')}`

// The last revision recorded by then is close behind the last such snapshot, and holds what was recorded by then and
// nothing else, unless the clock stepped back to then from a moment after that snapshot.
const knownAt = `${select(`EXISTS (SELECT FROM desk.state_change o WHERE o.incident_id = i.id AND o.stepped_from IS NOT NULL
    AND o.stepped_from >= s.recorded_at AND o.recorded_at <= q.moment)`)}
  FROM unnest($1::text[], $2::timestamptz[]) WITH ORDINALITY AS q(name, moment, place) ${byName}
  LEFT JOIN LATERAL (SELECT n.revision, n.recorded_at FROM desk.state_change n
    WHERE n.incident_id = i.id AND n.snapshot IS NOT NULL AND n.recorded_at <= q.moment
    ORDER BY n.recorded_at DESC, n.revision DESC LIMIT 1) AS n ON true
  CROSS JOIN LATERAL (SELECT coalesce(n.revision, 0) AS revision, coalesce(n.recorded_at, '-infinity') AS recorded_at) AS s
  ${added(`s.revision + ${snapshotEvery - 1}`, 'AND r.recorded_at <= q.moment')}`

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
    ORDER BY r.revision LIMIT 1), u.revision) AS revision ${once}) AS a
  ${added('a.revision')}`

/** The states after these revisions; undefined where there is no incident of that name. */
export const statesOfRevisions = (db: Reader, asked: readonly RevisionQuestion[]): Promise<StateRows> =>
  statesOf(db, 'states-of-revisions', ofRevisions, asked, [asked.map(({ revision }) => revision)])

/** The states known at these moments: `mixed` where the clock that recorded them stepped back, and they may never have been one. */
export const statesKnownAt = (db: Reader, asked: readonly KnownQuestion[]): Promise<StateRows> =>
  statesOf(db, 'states-known-at', knownAt, asked, [asked.map((one) => momentOf(one.knownAt))])

/** The states that hold what had been said by these moments: `mixed` where no revision is that. */
export const statesAsOf = (db: Reader, asked: readonly AsOfQuestion[]): Promise<StateRows> =>
  statesOf(db, 'states-as-of', asOf, asked, [asked.map((one) => momentOf(one.asOf)), asked.map(({ until }) => until)])

type StateRows = readonly (StateRow | undefined)[]

const statesOf = async (
  db: Reader,
  name: string,
  text: string,
  asked: readonly { readonly name: string }[],
  columns: readonly unknown[],
): Promise<StateRows> => {
  const names = asked.map((one) => (canBeName(one.name) ? one.name : ''))
  const { rows } = await db.query<Placed>({ name, text, values: [names, ...columns] })
  const found = new Map(rows.map((row) => [Number(row.place), row]))
  return asked.map((_, index) => found.get(index + 1))
}

// PostgreSQL has no year 0, in which nothing was said or recorded.
const momentOf = (time: string): string => (time.startsWith('0000') ? '-infinity' : time)

/** The view of revision n, of the row that was found for it. Undefined where there is no such revision. */
export const viewOfRevision = (row: StateRow | undefined, revision: number): IncidentView | undefined =>
  row?.revision === revision ? viewOfState(row) : undefined

/** The view of a stored state. Undefined where there is no such revision. */
export const viewOfState = (row: StateRow): IncidentView | undefined => {
  if (row.revision === null || row.hash === null || row.recorded_at === null) return undefined
  const start = row.snapshot === null ? emptyView(row.id, row.policy) : (JSON.parse(row.snapshot) as IncidentView)
  if (row.changes === null || row.kinds === null || row.said_at === null) return start
  return applyAllChanges(start, {
    revision: row.revision,
    hash: row.hash,
    changes: JSON.parse(`[${row.changes}]`) as Changes[],
    files: Array.from(row.kinds, (kind) => kind === 'U'),
    firstRecordedAt: row.opened_at,
    lastSaidAt: row.said_at,
    lastRecordedAt: row.recorded_at,
  })
}
