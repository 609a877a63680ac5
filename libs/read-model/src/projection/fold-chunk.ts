import { compareBytes } from '#eventing'
import { evolve, viewText, type Incident } from '#incident'
import { snapshotEvery } from '../schema/projection-indexes.js'
import type { Poison } from './read-record.js'
import type { AliasRow, ChunkRows, IncidentRow, TagRow } from './rows.js'
import type { ReadEvent } from './read-record.js'

/** Where the fold finds the incident of an event; it opens one where there is none. */
export type IncidentsOfChunk = (id: string) => Incident

const nothing: ReadonlySet<string> = new Set()

type Touched = { readonly incident: Incident; readonly had: ReadonlySet<string> }

/**
 * Folds the events of one chunk in log order, and collects the rows that they add. It changes the incidents in place:
 * where the rows are not committed, the incidents are no longer good for anything. A rebuild writes the states once, at
 * the end: `later` leaves them out.
 */
export const foldChunk = (
  events: readonly ReadEvent[],
  poisons: Poison[],
  incidentOf: IncidentsOfChunk,
  states: 'at once' | 'later' = 'at once',
): ChunkRows => {
  const rows = noRows(poisons)
  const touched = new Map<string, Touched>()
  const aliases = new Map<string, AliasRow>()
  for (const event of events) {
    const { recorded } = event
    let one = touched.get(recorded.stream)
    if (one === undefined) {
      const incident = incidentOf(recorded.stream)
      one = { incident, had: states === 'later' ? nothing : tagsOf(incident) }
    }
    if (foldEvent(one.incident, event, rows)) touched.set(recorded.stream, one)
    if (recorded.event.type !== 'UpdateFiled') continue
    for (const name of recorded.event.data.aliases) if (!aliases.has(name)) aliases.set(name, { name, recorded })
  }
  // Sorted, because lanes that lock rows in one order cannot wait for one another in a circle.
  rows.aliases.push(...[...aliases.values()].sort((a, b) => compareBytes(a.name, b.name)))
  if (states === 'at once') addStates(rows, touched.values())
  return rows
}

/** Adds the rows of incidents as they stand now, and the tags they had none of before. */
export const addStates = (rows: Pick<ChunkRows, 'incidents' | 'tags'>, touched: Iterable<Touched>): void => {
  const sorted = [...touched].sort((a, b) => compareBytes(a.incident.id, b.incident.id))
  for (const { incident, had } of sorted) {
    rows.incidents.push(incidentRow(incident))
    for (const tag of tagsOf(incident)) if (!had.has(tag)) rows.tags.push({ tag, incident: incident.id })
  }
  rows.tags.sort(byTag)
}

/** Rows of nothing, to be filled. */
export const noRows = (poisons: Poison[] = []): ChunkRows => ({
  ...{ revisions: [], incidents: [], tags: [], aliases: [], effects: [], refused: [], poisons },
})

const byTag = (a: TagRow, b: TagRow): number => compareBytes(a.tag, b.tag) || compareBytes(a.incident, b.incident)

const foldEvent = (incident: Incident, event: ReadEvent, rows: ChunkRows): boolean => {
  const transition = evolve(incident, event.recorded)
  if (transition.outcome === 'refused') {
    rows.refused.push({ recorded: event.recorded, met: transition.met, reason: transition.reason })
    return false
  }
  const { revision } = transition
  const snapshot = revision % snapshotEvery === 0 ? viewText(incident) : null
  rows.revisions.push({ recorded: event.recorded, value: event.value, revised: transition, snapshot })
  for (const effect of transition.effects) rows.effects.push({ incident: incident.id, revision, effect })
  for (const move of transition.moves)
    rows.effects.push({ incident: incident.id, revision, effect: { kind: 'move', ...move } })
  return true
}

/** By what an incident is listed besides its words: tags are only ever added, whatever is believed later. */
const tagsOf = ({ providers, ledger }: Incident): Set<string> => {
  const tags = new Set<string>()
  for (const provider of providers) tags.add(`provider:${provider}`)
  for (const fact of ledger.contests.keys()) tags.add(`fact:${fact}`)
  return tags
}

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
