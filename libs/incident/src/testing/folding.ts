import { createHash } from 'node:crypto'
import type { Recorded } from '#eventing'
import type { Changes } from '../belief.js'
import type { IncidentEvent } from '../events.js'
import { evolve, type Revised, type Transition } from '../fold/evolve.js'
import { openIncident, viewJson, viewText, type Incident } from '../fold/incident.js'
import { applyChanges, emptyView } from '../fold/past.js'
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

/** After each event, the state as folded and as put together from the changes of all revisions alone, as JSON texts. */
export const builtFromChanges = (
  events: readonly Recorded<IncidentEvent>[],
  policy = firstPolicy,
): { readonly folded: string; readonly built: string; readonly written: string }[] => {
  const incident = openIncident('incident-1', sha256, policy)
  let view = emptyView('incident-1', policy.name)
  return events.map((recorded) => {
    const transition = evolve(incident, recorded) as Revised
    const changes = JSON.parse(transition.changesText) as Changes
    const { event, recordedAt } = recorded
    view = applyChanges(view, { ...transition, changes, eventType: event.type, recordedAt })
    return { folded: viewText(incident), built: JSON.stringify(view), written: viewJson(view) }
  })
}
