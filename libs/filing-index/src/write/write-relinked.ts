import type { Relinked } from '#filing'
import { bound, type Bound, type Statement } from '../statement.js'

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
  `UPDATE filing.update AS u SET incident_id = $3, event_id = new.event_id::uuid
   FROM unnest($1::text[], $2::text[]) AS new(update_id, event_id) WHERE u.update_id = new.update_id`,
)
const slugs = statement(
  'slugs',
  `UPDATE filing.slug AS s SET incident_id = $5 FROM unnest($1::text[], $2::text[], $3::text[]) AS new(provider, base, said_at)
   WHERE (s.provider, s.base) = (new.provider, new.base) AND s.incident_id = $4 AND s.said_at <= new.said_at::timestamptz`,
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
export const writeRelinked = (relinked: Relinked, name: string): readonly Bound[] => {
  const { from, to } = relinked
  const names = [relinked.items.map(({ provider }) => provider), relinked.items.map(({ item }) => item)]
  const related = [relinked.related.map(({ provider }) => provider), relinked.related.map(({ item }) => item)]
  const ids = relinked.homes.map(({ updateId }) => updateId)
  return [
    ...(relinked.opens ? [bound(opened, [to, name])] : []),
    bound(homes, [...names, from, to]),
    bound(alsoThere, [...names, from, to]),
    bound(alsoLeft, [...names, from]),
    bound(awaited, [...related, from, to]),
    bound(updates, [ids, relinked.homes.map(({ eventId }) => eventId), to]),
    bound(slugs, [
      relinked.slugs.map(({ provider }) => provider),
      relinked.slugs.map(({ base }) => base),
      relinked.slugs.map(({ saidAt }) => saidAt),
      ...[from, to],
    ]),
    bound(ownCauses, [ids, from, to]),
    bound(otherCauses, [relinked.reaching, to]),
    bound(merged, [from, to, relinked.merged]),
  ]
}
