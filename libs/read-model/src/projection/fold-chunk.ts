import { compareTimes } from '#eventing'
import { evolve, viewText, type Incident } from '#incident'
import { snapshotEvery } from '../schema/projection-indexes.js'
import type { Poison, ReadEvent } from './read-record.js'
import type { AliasRow, ChunkRows } from './rows.js'

/** Where the fold finds the incident of an event; it opens one where there is none. */
export type IncidentsOfChunk = (id: string) => Incident

/**
 * Folds events in log order, and collects the rows that they add; states come from `addStates`, where they are due. It
 * changes the incidents in place: where the rows are not committed, the incidents are no longer good for anything.
 */
export const foldChunk = (events: readonly ReadEvent[], poisons: Poison[], incidentOf: IncidentsOfChunk): ChunkRows => {
  const rows = noRows(poisons)
  for (const event of events) {
    const { recorded } = event
    foldEvent(incidentOf(recorded.stream), event, rows)
    if (recorded.event.type !== 'UpdateFiled') continue
    for (const name of recorded.event.data.aliases) rows.aliases.push(aliasRow(name, recorded))
  }
  return rows
}

// Without the event, which would otherwise live as long as the chunk.
const aliasRow = (name: string, { id, stream, position, recordedAt }: AliasRow['recorded']): AliasRow => ({
  name,
  recorded: { id, stream, position, recordedAt },
})

/** Rows of nothing, to be filled. */
export const noRows = (poisons: Poison[] = []): ChunkRows => ({
  ...{ revisions: [], incidents: [], recalls: [], tags: [], aliases: [], effects: [], refused: [], poisons },
})

const foldEvent = (incident: Incident, event: ReadEvent, rows: ChunkRows): void => {
  const before = incident.lastRecordedAt
  const transition = evolve(incident, event.recorded)
  if (transition.outcome === 'refused') {
    rows.refused.push({ recorded: event.recorded, met: transition.met, reason: transition.reason })
    return
  }
  const { revision } = transition
  const isDue = revision % snapshotEvery === 0
  const snapshot = isDue ? viewText(incident) : null
  const lastSaidAt = isDue ? incident.lastSaidAt : null
  const { recorded, value } = event
  // A moment lies between two revisions that are not in its order just where it lies between two neighbours that are not.
  const steppedFrom = before !== null && compareTimes(before, recorded.recordedAt) > 0 ? before : null
  rows.revisions.push({ recorded, value, revised: transition, steppedFrom, snapshot, lastSaidAt })
  for (const effect of transition.effects) rows.effects.push({ incident: incident.id, revision, effect })
  for (const move of transition.moves)
    rows.effects.push({ incident: incident.id, revision, effect: { kind: 'move', ...move } })
}
