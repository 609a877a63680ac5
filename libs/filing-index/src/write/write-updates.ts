import type { ClientBase } from 'pg'
import { versionKey, type IndexChange, type KnownUpdate } from '#filing'
import { write, type Statement } from '../statement.js'
import { ofKind } from './of-kind.js'

const insert: Statement = {
  name: 'filing_write_updates',
  text: `INSERT INTO filing.update (update_id, provider, item, version, version_key, digest, position, incident_id, event_id, claims,
      content, speaks)
    SELECT update_id, provider, item, version, version_key, decode(digest, 'hex'), position, incident_id, event_id, claims,
      decode(content, 'hex'), speaks
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[],
        $11::text[], $12::boolean[])
      AS new(update_id, provider, item, version, version_key, digest, position, incident_id, event_id, claims, content, speaks)`,
}
const forget: Statement = {
  name: 'filing_forget_updates',
  text: 'DELETE FROM filing.update WHERE update_id = ANY($1::text[])',
}
const place: Statement = {
  name: 'filing_place_updates',
  text: `UPDATE filing.update AS u SET incident_id = new.incident_id, event_id = new.event_id
    FROM unnest($1::text[], $2::text[], $3::uuid[]) AS new(update_id, incident_id, event_id) WHERE u.update_id = new.update_id`,
}

/**
 * Writes new updates with the place they got in the same chunk, and the place of those that had been waiting; what
 * waited under embargo is written anew.
 */
export const writeUpdates = (client: ClientBase, changes: readonly IndexChange[]): Promise<unknown> => {
  const added = new Map<string, KnownUpdate>()
  const placed: (IndexChange & { kind: 'placed' })[] = []
  for (const change of changes) {
    if (change.kind === 'update') added.set(change.row.updateId, change.row)
    if (change.kind !== 'placed') continue
    const row = added.get(change.updateId)
    if (row === undefined) placed.push(change)
    else added.set(change.updateId, { ...row, incident: change.incident, eventId: change.eventId })
  }
  const forgotten = ofKind(changes, 'forgotten').map(({ updateId }) => updateId)
  return Promise.all([
    write(client, forget, forgotten, (ids) => [ids]),
    write(client, insert, [...added.values()], columnsOf),
    write(client, place, placed, (rows) => [
      rows.map(({ updateId }) => updateId),
      rows.map(({ incident }) => incident),
      rows.map(({ eventId }) => eventId),
    ]),
  ])
}

const columnsOf = (rows: readonly KnownUpdate[]): unknown[] => [
  rows.map(({ updateId }) => updateId),
  rows.map(({ provider }) => provider),
  rows.map(({ item }) => item),
  rows.map(({ version }) => version),
  rows.map(({ version }) => versionKey(version)),
  rows.map(({ digest }) => digest),
  rows.map(({ position }) => position),
  rows.map(({ incident }) => incident),
  rows.map(({ eventId }) => eventId),
  rows.map(({ claims }) => JSON.stringify(claims.map(({ index, fact, speaker }) => [index, fact, speaker]))),
  rows.map(({ content }) => content),
  rows.map(({ speaks }) => speaks),
]
