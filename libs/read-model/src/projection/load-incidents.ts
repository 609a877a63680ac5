import type { ClientBase } from 'pg'
import {
  decodeEvent,
  partsOfUpdate,
  restoreIncident,
  type Effect,
  type Incident,
  type IncidentView,
  type Policy,
  type Sha256,
  type UpdateParts,
} from '#incident'
import { arrayOf, types } from '#postgres-binary'
import { effectColumns, effectOf, type EffectRow } from '../effect-row.js'
import { movedOut } from '../schema/moved-out.js'

type SavedEffect = EffectRow & { readonly incident_id: string }

const statesSql = (schema: string): string => `SELECT id, body FROM ${schema}.incident WHERE id = ANY ($1::text[])`

const effectsSql = (schema: string): string => `
SELECT incident_id, ${effectColumns} FROM ${schema}.effect
WHERE incident_id = ANY ($1::text[]) AND kind <> 'move' ORDER BY incident_id, revision`

const eventsSql = (schema: string): string => `
SELECT r.incident_id, e.document FROM ${schema}.revision r
JOIN ${schema}.event e ON e.log_partition = r.log_partition AND e.log_offset = r.log_offset
WHERE r.incident_id = ANY ($1::text[]) AND NOT ${movedOut(schema)}
ORDER BY r.incident_id, r.revision`

type Client = Pick<ClientBase, 'query'>

/** What a version's incidents are folded with. */
export type Folding = { readonly sha256: Sha256; readonly policy: Policy }

/** Takes up the incidents of these ids where the tables left them, set-based; unknown ones are not in the answer. */
export const loadIncidents = async (
  client: Client,
  schema: string,
  ids: readonly string[],
  { sha256, policy }: Folding,
): Promise<Map<string, Incident>> => {
  const states = await query<{ id: string; body: string }>(client, `load-states-${schema}`, statesSql(schema), ids)
  const known = states.map(({ id }) => id)
  const incidents = new Map<string, Incident>()
  if (known.length === 0) return incidents
  const effects = await query<SavedEffect>(client, `load-effects-${schema}`, effectsSql(schema), known)
  const events = await query<{ incident_id: string; document: string }>(
    client,
    `load-events-${schema}`,
    eventsSql(schema),
    known,
  )
  const parts = new Map(known.map((id) => [id, noParts()]))
  for (const effect of effects) parts.get(effect.incident_id)?.effects.push(effectOf(effect))
  for (const { incident_id: id, document } of events) addEvent(parts.get(id), document)
  for (const { id, body } of states) {
    const view = JSON.parse(body) as IncidentView
    incidents.set(id, restoreIncident({ view, ...(parts.get(id) ?? noParts()) }, sha256, policy))
  }
  return incidents
}

type Parts = { readonly updates: UpdateParts[]; readonly effects: Effect[] }
const noParts = (): Parts => ({ updates: [], effects: [] })

const addEvent = (parts: Parts | undefined, document: string): void => {
  const decoded = decodeEvent(document)
  if (decoded.ok && decoded.record.event.type === 'UpdateFiled')
    parts?.updates.push(partsOfUpdate(decoded.record.event.data))
}

const query = async <R extends object>(
  client: Client,
  name: string,
  text: string,
  ids: readonly string[],
): Promise<R[]> => (await client.query<R>({ name, text, values: [arrayOf(types.text, ids, (id) => id)] })).rows
