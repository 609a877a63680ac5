import { versionKey, type IndexChange, type KnownUpdate } from '#filing'
import { boundRows, type Bound, type Statement } from '../statement.js'
import { ofKind } from './of-kind.js'

const insert: Statement = {
  name: 'filing_write_updates',
  text: `INSERT INTO filing.update (update_id, provider, item, version, version_key, digest, position, incident_id, event_id, claims,
      content, speaks)
    SELECT update_id, provider, item, version, version_key, decode(digest, 'hex'), position, incident_id, event_id::uuid, claims,
      decode(content, 'hex'), speaks::boolean
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
        $11::text[], $12::text[])
      AS new(update_id, provider, item, version, version_key, digest, position, incident_id, event_id, claims, content, speaks)`,
}
const forget: Statement = {
  name: 'filing_forget_updates',
  text: 'DELETE FROM filing.update WHERE update_id = ANY($1::text[])',
}
const place: Statement = {
  name: 'filing_place_updates',
  text: `UPDATE filing.update AS u SET incident_id = new.incident_id, event_id = new.event_id::uuid
    FROM unnest($1::text[], $2::text[], $3::text[]) AS new(update_id, incident_id, event_id) WHERE u.update_id = new.update_id`,
}

/**
 * Writes new updates with the place they got in the same chunk, and the place of those that had been waiting; what
 * waited under embargo is written anew.
 */
export const writeUpdates = (changes: readonly IndexChange[]): readonly Bound[] => {
  const added = new Map<string, KnownUpdate>()
  const placed: (IndexChange & { kind: 'placed' })[] = []
  for (const change of changes) {
    if (change.kind === 'update') added.set(change.row.updateId, change.row)
    if (change.kind !== 'placed') continue
    const row = added.get(change.updateId)
    if (row === undefined) placed.push(change)
    else added.set(change.updateId, { ...row, incident: change.incident, eventId: change.eventId })
  }
  return [
    ...boundRows(forget, ofKind(changes, 'forgotten'), ({ updateId }) => updateId),
    ...boundRows(insert, [...added.values()], ...updateColumns),
    ...boundRows(
      place,
      placed,
      ({ updateId }) => updateId,
      ({ incident }) => incident,
      ({ eventId }) => eventId,
    ),
  ]
}

const updateColumns: readonly ((row: KnownUpdate) => string | null)[] = [
  ({ updateId }) => updateId,
  ({ provider }) => provider,
  ({ item }) => item,
  ({ version }) => version,
  ({ version }) => versionKey(version),
  ({ digest }) => digest,
  ({ position }) => position,
  ({ incident }) => incident,
  ({ eventId }) => eventId,
  ({ claims }) => JSON.stringify(claims.map(({ index, fact, speaker }) => [index, fact, speaker])),
  ({ content }) => content,
  ({ speaks }) => (speaks ? 't' : 'f'),
]
