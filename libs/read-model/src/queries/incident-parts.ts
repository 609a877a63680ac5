import type { Effect, StoredClaim, UpdateHead } from '#incident'
import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'

export type Parts = {
  readonly claims: readonly StoredClaim[]
  readonly effects: readonly Effect[]
  readonly heads: readonly UpdateHead[]
}

type EffectRow = {
  kind: Effect['kind']
  target: string | null
  provider: string
  item: string
  version: string | null
  saidAt: string
  cause: string
  reason: string | null
}
type Row = { readonly claims: string | null; readonly effects: EffectRow[] | null; readonly heads: UpdateHead[] | null }

// Null as the moment takes everything: a null comparison is not true, and the OR before it is.
const known = (alias: string): string =>
  `($2::timestamptz IS NULL OR ${alias}.revision IN (SELECT r.revision FROM desk.revision r WHERE r.incident_id = $1 AND r.recorded_at <= $2))`

const sql = `SELECT
  (SELECT '[' || string_agg(c.document, ',' ORDER BY c.revision, c.claim_id) || ']' FROM desk.claim c
     WHERE c.incident_id = $1 AND ($3::timestamptz IS NULL OR c.said_at <= $3) AND ${known('c')}) AS claims,
  (SELECT json_agg(json_build_object('kind', e.kind, 'target', e.target, 'provider', e.provider, 'item', e.item, 'version', e.version,
     'saidAt', ${utc('e.said_at')}, 'cause', e.cause, 'reason', e.reason) ORDER BY e.revision) FROM desk.effect e
     WHERE e.incident_id = $1 AND ($3::timestamptz IS NULL OR e.said_at <= $3) AND ${known('e')}) AS effects,
  (SELECT json_agg(json_build_object('updateId', u.update_id, 'provider', u.provider, 'item', u.item, 'version', u.version,
     'saidAt', ${utc('u.said_at')}, 'headline', u.headline, 'reachesOnly', u.reaches_only) ORDER BY u.revision) FROM desk.wire_update u
     WHERE u.incident_id = $1 AND ($3::timestamptz IS NULL OR u.said_at <= $3) AND ${known('u')}) AS heads`

/** What was filed to an incident: recorded by `knownAt` and said by `asOf`, where they are given. */
export const incidentParts = async (
  db: Reader,
  id: string,
  knownAt: string | null,
  asOf: string | null,
): Promise<Parts> => {
  const { rows } = await db.query<Row>({ name: 'incident-parts', text: sql, values: [id, knownAt, asOf] })
  const [row] = rows
  return {
    claims: JSON.parse(row?.claims ?? '[]') as StoredClaim[],
    effects: (row?.effects ?? []).map(effectOf),
    heads: row?.heads ?? [],
  }
}

/** An effect as its table keeps it. */
export const effectOf = ({ kind, target, provider, item, version, saidAt, cause, reason }: EffectRow): Effect =>
  kind === 'kill'
    ? { kind, victim: { provider, item, version }, saidAt, cause, reason: null }
    : { kind, claim: target ?? '', saidAt, cause, reason }
