import { hash } from 'node:crypto'
import type { Recorded } from '#eventing'
import { evolve, firstPolicy, openIncident, viewText, type Incident, type IncidentEvent } from '#incident'
import { openFinding, type Check } from './check.js'
import type { Evidence, LoggedEvent } from './evidence.js'

const sha256 = (text: string): string => hash('sha256', text)

const recordedOf = ({ record, event }: LoggedEvent, topic: string): Recorded<IncidentEvent> | null =>
  event === null
    ? null
    : {
        ...{ id: event.id, stream: event.incident, event: event.event, recordedAt: record.recordedAt },
        ...{ causationId: event.causationId, correlationId: event.correlationId },
        position: { topic, partition: record.partition, offset: record.offset },
      }

type Folded = {
  readonly incidents: Map<string, Incident>
  readonly revisions: Map<string, string>
  readonly refused: Set<string>
}

/** The fold of the whole log, from nothing: what the tables have to say. */
const foldLog = ({ events, topics }: Evidence): Folded => {
  const folded: Folded = { incidents: new Map(), revisions: new Map(), refused: new Set() }
  for (const logged of events) {
    const recorded = recordedOf(logged, topics.incident)
    if (recorded === null || logged.again) continue
    const incident = folded.incidents.get(recorded.stream) ?? openIncident(recorded.stream, sha256, firstPolicy)
    const transition = evolve(incident, recorded)
    if (transition.outcome === 'refused') folded.refused.add(recorded.id)
    else {
      folded.incidents.set(recorded.stream, incident)
      folded.revisions.set(recorded.id, `${transition.revision} ${transition.hash} ${transition.changesText}`)
    }
  }
  return folded
}

/** Every stored state and revision is, to the byte, what the log folds to. */
export const stateIsFold: Check = {
  name: 'I5',
  says: 'every state is the fold of the log, byte for byte',
  find: (evidence) => {
    const finding = openFinding()
    const { incidents, revisions, refused } = foldLog(evidence)
    const { tables } = evidence
    for (const row of tables.incidents) {
      finding.looked++
      const due = incidents.get(row.id)
      if (due === undefined) finding.wrong(`incident ${row.id} is in the tables and not in the log`)
      else if (row.body !== viewText(due) || row.hash !== due.hash || row.revision !== due.revision)
        finding.wrong(`incident ${row.id} at revision ${row.revision} is not the fold of its log (${due.revision})`)
      incidents.delete(row.id)
    }
    for (const id of incidents.keys()) finding.wrong(`incident ${id} is in the log and not in the tables`)
    for (const { eventId, incident, revision, hash: stored, changes } of tables.revisions) {
      finding.looked++
      if (revisions.get(eventId) !== `${revision} ${stored} ${changes}`)
        finding.wrong(`revision ${revision} of ${incident} is not what event ${eventId} makes`)
      revisions.delete(eventId)
    }
    for (const id of revisions.keys()) finding.wrong(`event ${id} makes a revision that is not in the tables`)
    const stored = new Set(tables.refused.map(({ eventId }) => eventId))
    for (const id of refused)
      if (!stored.has(id)) finding.wrong(`event ${id} is refused by the fold and not kept as such`)
    return finding
  },
}
