import { applyAllChanges, emptyView, type Changes, type IncidentView } from '#incident'
import { snapshotEvery } from '../schema/projection-indexes.js'
import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'
import { inPlaces } from './in-places.js'

/** Revisions of one incident that follow one snapshot, up to the next one or as far as there are any. */
export type Stretch = {
  /** The state at the snapshot: the empty one before the first revision. */
  readonly start: IncidentView
  /** Of the revisions after it, in their order. */
  readonly changes: readonly Changes[]
  readonly files: readonly boolean[]
  readonly recordedAt: readonly string[]
  /** The last moment of anything from the snapshot on. */
  readonly lastSaidAt: readonly string[]
  /** Of all of them, that of the snapshot the first. */
  readonly hashes: readonly string[]
  /** How many characters it was read from. */
  readonly size: number
}

export type StretchPlace = { readonly id: string; readonly policy: string; readonly first: number }

/** The revision whose snapshot this one is told from; 0 before the first. */
export const firstOf = (revision: number): number => revision - (revision % snapshotEvery)

type Row = {
  readonly place: string
  readonly policy: string | null
  readonly snapshot: string | null
  /** Members of a JSON array. */
  readonly changes: string | null
  readonly kinds: string | null
  readonly said_at: string | null
  readonly recorded_at: string | null
  readonly hashes: string | null
}

const after = 'FILTER (WHERE r.revision > q.first)'
const sql = `SELECT q.place, d.* FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS q(id, first, place)
  CROSS JOIN LATERAL (SELECT min(r.policy) AS policy, max(r.snapshot) FILTER (WHERE r.revision = q.first) AS snapshot,
    string_agg(r.changes, ',' ORDER BY r.revision) ${after} AS changes,
    string_agg(r.kind::text, '' ORDER BY r.revision) ${after} AS kinds,
    string_agg(${utc('r.said_at')}, ' ' ORDER BY r.revision) ${after} AS said_at,
    string_agg(${utc('r.recorded_at')}, ' ' ORDER BY r.revision) ${after} AS recorded_at,
    string_agg(r.hash, ' ' ORDER BY r.revision) AS hashes
    FROM desk.state_change r WHERE r.incident_id = q.id AND r.revision BETWEEN q.first AND q.first + ${snapshotEvery - 1}) AS d`

/** The stretches of these places as they are now; undefined where the version that serves is of another policy. */
export const readStretches = async (
  db: Reader,
  places: readonly StretchPlace[],
): Promise<readonly (Stretch | undefined)[]> => {
  if (places.length === 0) return []
  const values = [places.map(({ id }) => id), places.map(({ first }) => first)]
  const { rows } = await db.query<Row>({ name: 'stretches', text: sql, values })
  const placed = inPlaces(rows, places.length)
  return places.map((place, index) => {
    const row = placed[index]
    return row?.policy === place.policy ? stretchOf(place, row) : undefined
  })
}

const stretchOf = ({ id, policy }: StretchPlace, row: Row): Stretch => {
  const { snapshot, changes, kinds } = row
  return {
    start: snapshot === null ? emptyView(id, policy) : (JSON.parse(snapshot) as IncidentView),
    changes: JSON.parse(`[${changes ?? ''}]`) as Changes[],
    files: Array.from(kinds ?? '', (kind) => kind === 'U'),
    recordedAt: wordsOf(row.recorded_at),
    lastSaidAt: runningLast(wordsOf(row.said_at)),
    hashes: wordsOf(row.hashes),
    size: (snapshot?.length ?? 0) + (changes?.length ?? 0) + (row.hashes?.length ?? 0),
  }
}

const wordsOf = (text: string | null): string[] => (text === null ? [] : text.split(' '))

const runningLast = (times: readonly string[]): string[] => {
  let last = ''
  return times.map((time) => (last = time > last ? time : last))
}

/** The chain hash of a revision of the stretch: it stands for all that led there. */
export const hashAt = ({ start, hashes }: Stretch, revision: number): string | undefined => {
  const first = start.revision ?? 0
  return hashes[first === 0 ? revision - 1 : revision - first]
}

/** The state after a revision of the stretch. */
export const viewAt = (stretch: Stretch, revision: number): IncidentView => {
  const { start, changes, files, recordedAt, lastSaidAt } = stretch
  const count = revision - (start.revision ?? 0)
  if (count === 0) return start
  return applyAllChanges(start, {
    revision,
    hash: hashAt(stretch, revision) ?? '',
    changes: changes.slice(0, count),
    files: files.slice(0, count),
    firstRecordedAt: recordedAt[0] ?? '',
    lastSaidAt: lastSaidAt[count - 1] ?? '',
    lastRecordedAt: recordedAt[count - 1] ?? '',
  })
}
