import { policyNamed, viewAsOf, type IncidentView } from '#incident'
import { utc } from '../utc.js'
import type { Reader } from './database-reader.js'
import { incidentParts } from './incident-parts.js'
import { revisionView } from './revision-view.js'

/** The view known at a moment, or when the incident was first heard of where that was later. */
export type KnownView =
  { readonly ok: true; readonly view: IncidentView } | { readonly ok: false; readonly openedAt: string }

type Row = { readonly revision: number | null; readonly opened_at: string; readonly stepped: boolean }

// The broker's clock may step back by moments, so only the neighbours of the revision are asked.
const sql = `WITH known AS (SELECT desk.revision_known_at($1, $2::timestamptz) AS revision)
SELECT known.revision, ${utc('i.opened_at')} AS opened_at, EXISTS (SELECT FROM desk.state_change r WHERE r.incident_id = $1
  AND r.revision BETWEEN known.revision - 64 AND known.revision AND r.recorded_at > $2::timestamptz) AS stepped
FROM known, desk.incident i WHERE i.id = $1`

/** What had been recorded by a moment (contract §3): the last revision by then, which was once current (ADR 7). */
export const knownView = async (db: Reader, id: string, knownAt: string): Promise<KnownView> => {
  const { rows } = await db.query<Row>({ name: 'known-revision', text: sql, values: [id, knownAt] })
  const [row] = rows
  const view = row?.revision == null ? undefined : await revisionView(db, id, row.revision)
  if (view === undefined) return { ok: false, openedAt: row?.opened_at ?? '' }
  if (row?.stepped !== true) return { ok: true, view }
  const parts = await incidentParts(db, id, knownAt, null)
  return {
    ok: true,
    view: viewAsOf({ id, aliases: view.aliases, openedAt: view.openedAt, ...parts }, null, policyNamed(view.policy)),
  }
}

/** From what had been said by `asOf`, of what `base` (the current view, or one of the past) knew. */
export const asOfView = async (
  db: Reader,
  base: IncidentView,
  asOf: string,
  knownAt: string | null,
): Promise<IncidentView> => {
  const parts = await incidentParts(db, base.id, knownAt, asOf)
  const { id, aliases, openedAt, lastRecordedAt, mergedInto } = base
  const into = mergedInto === undefined ? {} : { mergedInto }
  return viewAsOf({ id, aliases, openedAt, lastRecordedAt, ...into, ...parts }, asOf, policyNamed(base.policy))
}
