import { createHash } from 'node:crypto'
import type { Recorded } from '#eventing'
import type { IncidentEvent } from '../events.js'
import { evolve, type Transition } from '../fold/evolve.js'
import { openIncident, type Incident } from '../fold/incident.js'
import { firstPolicy } from '../policy/registry.js'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Folds a whole stream from nothing and keeps every transition. */
export const foldAll = (
  events: readonly Recorded<IncidentEvent>[],
  id = 'incident-1',
  policy = firstPolicy,
): { incident: Incident; transitions: Transition[] } => {
  const incident = openIncident(id, sha256, policy)
  return { incident, transitions: events.map((recorded) => evolve(incident, recorded)) }
}
