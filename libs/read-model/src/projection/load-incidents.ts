import type { ClientBase } from 'pg'
import {
  decodeEvent,
  partsOfUpdate,
  recallIncident,
  restoreIncident,
  type Effect,
  type Incident,
  type IncidentView,
  type LaterEvent,
  type Policy,
  type Sha256,
} from '#incident'
import { arrayOf, types } from '#postgres-binary'
import { effectColumns, effectOf, type EffectRow } from '../effect-row.js'
import { movedOut } from '../schema/moved-out.js'

type Client = Pick<ClientBase, 'query'>
type Ids = readonly string[]

/** What a version's incidents are folded with. */
export type Folding = { readonly sha256: Sha256; readonly policy: Policy }

/**
 * Takes up the incidents of these ids where the tables left them, set-based; unknown ones are not in the answer. One of
 * which a ledger is kept takes the events since then, and is trimmed; one that the ledger does not do for takes all events.
 */
export const loadIncidents = async (
  client: Client,
  schema: string,
  ids: Ids,
  folding: Folding,
): Promise<Map<string, Incident>> => restored(client, schema, await statesOf(client, schema, ids), folding)

/** Takes up incidents from all of their events. */
export const loadWholeIncidents = async (
  client: Client,
  schema: string,
  ids: Ids,
  folding: Folding,
): Promise<Map<string, Incident>> => {
  if (ids.length === 0) return new Map()
  return restored(client, schema, (await statesOf(client, schema, ids)).map(withoutLedger), folding)
}

type State = {
  readonly id: string
  readonly body: string
  readonly revision: number | null
  readonly ledger: string | null
}
const withoutLedger = ({ id, body }: State): State => ({ id, body, revision: null, ledger: null })

const statesSql = (schema: string): string => `SELECT i.id, i.body, c.revision, c.ledger FROM ${schema}.incident i
LEFT JOIN ${schema}.recall c ON c.incident_id = i.id WHERE i.id = ANY ($1::text[])`

const statesOf = (client: Client, schema: string, ids: Ids): Promise<State[]> =>
  query<State>(client, `load-states-${schema}`, statesSql(schema), ids)

const restored = async (
  client: Client,
  schema: string,
  states: readonly State[],
  folding: Folding,
): Promise<Map<string, Incident>> => {
  const incidents = new Map<string, Incident>()
  if (states.length === 0) return incidents
  const whole = states.filter(({ ledger }) => ledger === null).map(({ id }) => id)
  const [events, effects] = await Promise.all([eventsOf(client, schema, states), effectsOf(client, schema, whole)])
  const lacking: State[] = []
  for (const state of states) {
    const incident = restoredOf(state, events.get(state.id) ?? [], effects.get(state.id) ?? [], folding)
    if (incident === null) lacking.push(withoutLedger(state))
    else incidents.set(state.id, incident)
  }
  for (const [id, incident] of await restored(client, schema, lacking, folding)) incidents.set(id, incident)
  return incidents
}

const restoredOf = (
  { body, ledger }: State,
  events: readonly LaterEvent[],
  effects: readonly Effect[],
  { sha256, policy }: Folding,
): Incident | null => {
  const view = JSON.parse(body) as IncidentView
  if (ledger !== null) return recallIncident(ledger, events, view, sha256, policy)
  const updates = events.flatMap(({ event }) => (event.type === 'UpdateFiled' ? [partsOfUpdate(event.data)] : []))
  return restoreIncident({ view, effects, updates }, sha256, policy)
}

const eventsSql = (schema: string): string => `
SELECT r.incident_id, e.head, e.document FROM unnest($1::text[], $2::int[]) AS w(id, after)
JOIN ${schema}.revision r ON r.incident_id = w.id AND r.revision > w.after
JOIN ${schema}.event e ON e.log_partition = r.log_partition AND e.log_offset = r.log_offset
WHERE NOT ${movedOut(schema)}
ORDER BY r.incident_id, r.revision`

const eventsOf = async (
  client: Client,
  schema: string,
  states: readonly State[],
): Promise<Map<string, LaterEvent[]>> => {
  const { rows } = await client.query<{ incident_id: string; head: boolean; document: string }>({
    name: `load-events-${schema}`,
    text: eventsSql(schema),
    values: [arrayOf(types.text, states, ({ id }) => id), arrayOf(types.int, states, ({ revision }) => revision ?? 0)],
  })
  const events = new Map<string, LaterEvent[]>()
  for (const { incident_id: id, head, document } of rows) {
    const decoded = decodeEvent(document)
    if (decoded.ok) add(events, id, { event: decoded.record.event, isRefiled: !head })
  }
  return events
}

const effectsSql = (schema: string): string => `
SELECT incident_id, ${effectColumns} FROM ${schema}.effect
WHERE incident_id = ANY ($1::text[]) AND kind <> 'move' ORDER BY incident_id, revision`

const effectsOf = async (client: Client, schema: string, ids: Ids): Promise<Map<string, Effect[]>> => {
  const effects = new Map<string, Effect[]>()
  if (ids.length === 0) return effects
  type Row = EffectRow & { readonly incident_id: string }
  for (const row of await query<Row>(client, `load-effects-${schema}`, effectsSql(schema), ids))
    add(effects, row.incident_id, effectOf(row))
  return effects
}

const add = <T>(to: Map<string, T[]>, key: string, one: T): void => {
  const list = to.get(key)
  if (list === undefined) to.set(key, [one])
  else list.push(one)
}

const query = async <R extends object>(client: Client, name: string, text: string, ids: Ids): Promise<R[]> =>
  (await client.query<R>({ name, text, values: [arrayOf(types.text, ids, (id) => id)] })).rows
