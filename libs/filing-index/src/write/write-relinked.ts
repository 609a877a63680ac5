import type { ClientBase } from 'pg'
import type { Relinked } from '#filing'
import { run, type Statement } from '../statement.js'

const items = 'unnest($1::text[], $2::text[]) AS moved(provider, item)'
const statement = (name: string, text: string): Statement => ({ name: `filing_relink_${name}`, text })

const homes = statement(
  'items',
  `UPDATE filing.item AS i SET incident_id = $4 FROM ${items}
   WHERE (i.provider, i.item) = (moved.provider, moved.item) AND i.incident_id = $3`,
)
const alsoThere = statement(
  'also',
  `INSERT INTO filing.also (provider, item, incident_id)
   SELECT a.provider, a.item, $4 FROM filing.also a JOIN ${items} USING (provider, item)
   WHERE a.incident_id = $3 AND NOT EXISTS (
     SELECT FROM filing.item i WHERE (i.provider, i.item, i.incident_id) = (a.provider, a.item, $4))
   ON CONFLICT DO NOTHING`,
)
// Where it left, and where it is at home now.
const alsoLeft = statement(
  'also_left',
  `DELETE FROM filing.also AS a USING ${items} WHERE (a.provider, a.item) = (moved.provider, moved.item)
   AND (a.incident_id = $3 OR EXISTS (
     SELECT FROM filing.item i WHERE (i.provider, i.item, i.incident_id) = (a.provider, a.item, a.incident_id)))`,
)
const updates = statement(
  'updates',
  `UPDATE filing.update AS u SET incident_id = $3, event_id = new.event_id
   FROM unnest($1::text[], $2::uuid[]) AS new(update_id, event_id) WHERE u.update_id = new.update_id`,
)
const slugs = statement(
  'slugs',
  `UPDATE filing.slug AS s SET incident_id = $5 FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS new(provider, base, said_at)
   WHERE (s.provider, s.base) = (new.provider, new.base) AND s.incident_id = $4 AND s.said_at <= new.said_at`,
)
const awaited = statement(
  'awaited',
  `UPDATE filing.awaited AS w SET incident_id = $4 FROM ${items}
   WHERE (w.provider, w.item) = (moved.provider, moved.item) AND w.incident_id = $3`,
)
const ownCauses = statement(
  'own_causes',
  `UPDATE filing.cause SET incidents = array_prepend($3, array_remove(array_remove(incidents, $2), $3))
   WHERE update_id = ANY($1::text[])`,
)
const otherCauses = statement(
  'other_causes',
  `UPDATE filing.cause SET incidents = incidents || $2::text WHERE update_id = ANY($1::text[]) AND NOT ($2 = ANY (incidents))`,
)
const opened = statement(
  'opened',
  `WITH new AS (INSERT INTO filing.incident (id) VALUES ($1)) INSERT INTO filing.alias (name, incident_id) VALUES ($2, $1)`,
)
// What updates are filed to is itself again, whatever it was merged into before.
const merged = statement(
  'merged',
  `UPDATE filing.incident SET merged_into = CASE WHEN id = $1 AND $3 THEN $2 END
   WHERE id = $2 OR (id = $1 AND $3)`,
)

/** Writes where everything is after a relink: items, their updates and slugs, and what still reaches them. */
export const writeRelinked = async (client: ClientBase, relinked: Relinked, name: string): Promise<void> => {
  const { from, to } = relinked
  const names = [relinked.items.map(({ provider }) => provider), relinked.items.map(({ item }) => item)]
  if (relinked.opens) await run(client, opened, [to, name])
  await run(client, homes, [...names, from, to])
  await run(client, alsoThere, [...names, from, to])
  await run(client, alsoLeft, [...names, from])
  const related = [relinked.related.map(({ provider }) => provider), relinked.related.map(({ item }) => item)]
  await run(client, awaited, [...related, from, to])
  const ids = relinked.homes.map(({ updateId }) => updateId)
  await run(client, updates, [ids, relinked.homes.map(({ eventId }) => eventId), to])
  await run(client, slugs, [
    relinked.slugs.map(({ provider }) => provider),
    relinked.slugs.map(({ base }) => base),
    relinked.slugs.map(({ saidAt }) => saidAt),
    ...[from, to],
  ])
  await run(client, ownCauses, [ids, from, to])
  await run(client, otherCauses, [relinked.reaching, to])
  await run(client, merged, [from, to, relinked.merged])
}
