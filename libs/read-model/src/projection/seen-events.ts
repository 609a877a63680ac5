import type { ClientBase } from 'pg'
import type { FiledUpdate } from '#incident'
import { arrayOf, types } from '#postgres-binary'
import { itemHash, updateHash } from '../schema/projection-indexes.js'

/** What the partition has already of a chunk's events. */
export type Seen = {
  /** Event ids. */
  readonly events: ReadonlySet<string>
  /** Updates filed before to the very incident, as {@link refiledKey}. */
  readonly refiled: ReadonlySet<string>
}

export const refiledKey = (incident: string, updateId: string): string => `${incident}\n${updateId}`

const sql = (schema: string): string => `
SELECT event_id::text AS id, NULL AS incident FROM ${schema}.revision WHERE event_id = ANY ($1::uuid[]) AND log_partition = $2
UNION ALL
SELECT event_id::text, NULL FROM ${schema}.refused WHERE event_id = ANY ($1::uuid[]) AND log_partition = $2
UNION ALL
SELECT u.update_id, u.incident FROM unnest($3::text[], $4::text[], $5::text[], $6::text[])
  AS u(update_id, provider, item, incident) CROSS JOIN LATERAL (
  SELECT FROM ${schema}.event e WHERE ${itemHash('e')} = ${itemHash('u')} AND ${updateHash('e')} = ${updateHash('u')}
    AND e.update_id = u.update_id AND e.incident_id = u.incident LIMIT 1) AS found`

/** Updates of which it has to be known whether they were filed to their incident before. */
export type AskedUpdate = Pick<FiledUpdate, 'updateId' | 'provider' | 'item'> & { readonly stream: string }

/**
 * Which of these events the partition has already: a producer that did not hear an answer appends its bytes again. And
 * which of the updates were filed to their incident before, by another event. Asks nothing about nothing.
 */
export const seenEvents = async (
  client: Pick<ClientBase, 'query'>,
  schema: string,
  partition: number,
  eventIds: readonly string[],
  updates: readonly AskedUpdate[],
): Promise<Seen> => {
  const events = new Set<string>()
  const refiled = new Set<string>()
  if (eventIds.length + updates.length === 0) return { events, refiled }
  const { rows } = await client.query<{ id: string; incident: string | null }>({
    name: `seen-${schema}`,
    text: sql(schema),
    values: [
      arrayOf(types.uuid, eventIds, (id) => id),
      partition,
      arrayOf(types.text, updates, ({ updateId }) => updateId),
      arrayOf(types.text, updates, ({ provider }) => provider),
      arrayOf(types.text, updates, ({ item }) => item),
      arrayOf(types.text, updates, ({ stream }) => stream),
    ],
  })
  for (const { id, incident } of rows) {
    if (incident === null) events.add(id)
    else refiled.add(refiledKey(incident, id))
  }
  return { events, refiled }
}

/**
 * Whether an event that came again was met by its key: it had been written with an earlier chunk, and this one did not
 * ask ({@link Gathering.asks}).
 */
export const isRepeated = (error: unknown): boolean => {
  const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown }
  return code === '23505' && constraint === 'revision_event'
}
