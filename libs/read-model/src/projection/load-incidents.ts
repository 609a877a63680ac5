import type { ClientBase } from 'pg'
import {
  restoreIncident,
  type Effect,
  type Incident,
  type IncidentView,
  type Sha256,
  type StoredClaim,
  type UpdateHead,
} from '#incident'
import { utc } from '../utc.js'
import { column } from './columns.js'

type SavedRow = {
  readonly body: string
  readonly claims: string | null
  readonly effects: SavedEffect[] | null
  readonly heads: UpdateHead[] | null
}
type SavedEffect = {
  readonly kind: Effect['kind']
  readonly target: string | null
  readonly provider: string
  readonly item: string
  readonly version: string | null
  readonly saidAt: string
  readonly cause: string
  readonly reason: string | null
}

// Claims come as one JSON text an incident, because parsing that once is cheaper than a PostgreSQL array of texts.
const sql = (schema: string): string => `
SELECT i.body,
  (SELECT '[' || string_agg(c.document, ',') || ']' FROM ${schema}.claim c WHERE c.incident_id = i.id) AS claims,
  (SELECT json_agg(json_build_object('kind', e.kind, 'target', e.target, 'provider', e.provider, 'item', e.item, 'version', e.version,
     'saidAt', ${utc('e.said_at')}, 'cause', e.cause, 'reason', e.reason) ORDER BY e.revision) FROM ${schema}.effect e WHERE e.incident_id = i.id) AS effects,
  (SELECT json_agg(json_build_object('updateId', u.update_id, 'provider', u.provider, 'item', u.item, 'version', u.version,
     'saidAt', ${utc('u.said_at')}, 'headline', u.headline, 'reachesOnly', u.reaches_only)) FROM ${schema}.wire_update u WHERE u.incident_id = i.id) AS heads
FROM ${schema}.incident i WHERE i.id = ANY ($1::text[])`

/** Takes up the incidents of these ids where the tables left them, in one round trip; unknown ones are not in the answer. */
export const loadIncidents = async (
  client: Pick<ClientBase, 'query'>,
  schema: string,
  ids: readonly string[],
  sha256: Sha256,
): Promise<Map<string, Incident>> => {
  const { rows } = await client.query<SavedRow>({
    name: `load-${schema}`,
    text: sql(schema),
    values: [column.text(ids, (id) => id)],
  })
  const incidents = rows.map((row) => restore(row, sha256))
  return new Map(incidents.map((incident) => [incident.id, incident]))
}

const restore = ({ body, claims, effects, heads }: SavedRow, sha256: Sha256): Incident =>
  restoreIncident(
    {
      view: JSON.parse(body) as IncidentView,
      claims: JSON.parse(claims ?? '[]') as StoredClaim[],
      effects: (effects ?? []).map(effectOf),
      heads: heads ?? [],
    },
    sha256,
  )

const effectOf = ({ kind, target, provider, item, version, saidAt, cause, reason }: SavedEffect): Effect =>
  kind === 'kill'
    ? { kind, victim: { provider, item, version }, saidAt, cause, reason: null }
    : { kind, claim: target ?? '', saidAt, cause, reason }
