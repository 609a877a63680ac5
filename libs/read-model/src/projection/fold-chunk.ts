import { compareBytes, type Recorded } from '#eventing'
import { evolve, viewText, type Incident, type IncidentEvent } from '#incident'
import { snapshotEvery } from '../schema/projection-indexes.js'
import type { Poison } from './read-record.js'
import type { AliasRow, ChunkRows, IncidentRow } from './rows.js'

/** Where the fold finds the incident of an event; it opens one where there is none. */
export type IncidentsOfChunk = (id: string) => Incident

/**
 * Folds the events of one chunk in log order, and collects the rows that they add. It changes the incidents in place:
 * where the rows are not committed, the incidents are no longer good for anything.
 */
export const foldChunk = (
  events: readonly Recorded<IncidentEvent>[],
  poisons: Poison[],
  incidentOf: IncidentsOfChunk,
): ChunkRows => {
  const rows: ChunkRows = {
    revisions: [],
    incidents: [],
    aliases: [],
    claims: [],
    effects: [],
    updates: [],
    refused: [],
    poisons,
  }
  const touched = new Map<string, Incident>()
  const aliases = new Map<string, AliasRow>()
  for (const recorded of events) {
    const incident = touched.get(recorded.stream) ?? incidentOf(recorded.stream)
    if (foldEvent(incident, recorded, rows)) touched.set(recorded.stream, incident)
    if (recorded.event.type !== 'UpdateFiled') continue
    for (const name of recorded.event.data.aliases) if (!aliases.has(name)) aliases.set(name, { name, recorded })
  }
  // Sorted, because lanes that lock rows in one order cannot wait for one another in a circle.
  rows.aliases.push(...[...aliases.values()].sort((a, b) => compareBytes(a.name, b.name)))
  rows.incidents.push(...[...touched.values()].map(incidentRow).sort((a, b) => compareBytes(a.id, b.id)))
  return rows
}

const foldEvent = (incident: Incident, recorded: Recorded<IncidentEvent>, rows: ChunkRows): boolean => {
  const transition = evolve(incident, recorded)
  if (transition.outcome === 'refused') {
    rows.refused.push({ recorded, met: transition.met, reason: transition.reason })
    return false
  }
  const { revision } = transition
  const snapshot = revision % snapshotEvery === 0 ? viewText(incident) : null
  rows.revisions.push({ recorded, revised: transition, snapshot })
  for (const claim of transition.claims) rows.claims.push({ incident: incident.id, revision, claim })
  for (const effect of transition.effects) rows.effects.push({ incident: incident.id, revision, effect })
  if (transition.head !== null && isFiled(recorded))
    rows.updates.push({ recorded, revision, reachesOnly: transition.head.reachesOnly })
  return true
}

const isFiled = (recorded: Recorded<IncidentEvent>): recorded is Recorded<IncidentEvent & { type: 'UpdateFiled' }> =>
  recorded.event.type === 'UpdateFiled'

const incidentRow = (incident: Incident): IncidentRow => ({
  id: incident.id,
  revision: incident.revision,
  title: incident.title,
  body: viewText(incident),
  hash: incident.hash,
  openedAt: incident.openedAt ?? '',
  lastSaidAt: incident.lastSaidAt ?? '',
  lastRecordedAt: incident.lastRecordedAt ?? '',
  updates: incident.updates,
  providers: incident.providers,
  facts: [...incident.beliefs.keys()].sort(compareBytes),
})
