import { compareBytes } from '#eventing'
import { openIncident, packLedger, viewText, type Incident } from '#incident'
import type { Folding } from './load-incidents.js'
import type { ChunkRows, IncidentRow, RecallRow, TagRow } from './rows.js'

/** An incident, and what it had before a chunk was folded into it. */
export type Touched = {
  readonly incident: Incident
  readonly revision: number
  readonly providers: readonly string[]
  readonly facts: number
}

/** Notes what an incident has, before anything is folded into it. */
export const touch = (incident: Incident): Touched => {
  const { revision, providers, ledger } = incident
  return { incident, revision, providers, facts: ledger.contests.size }
}

/** The incident of this id among those that are folded into, opened where there is none. */
export const incidentIn = (incidents: Map<string, Touched>, id: string, { sha256, policy }: Folding): Incident => {
  const known = incidents.get(id)
  if (known !== undefined) return known.incident
  const opened = openIncident(id, sha256, policy)
  incidents.set(id, touch(opened))
  return opened
}

/** By so many revisions the ledger that an incident is taken up from is old at most. */
const recallEvery = 32

/**
 * Adds the rows of incidents that were revised, as they stand now, the tags they had none of before, and their ledgers
 * where those are due. Those it trims.
 */
export const addStates = (
  rows: Pick<ChunkRows, 'incidents' | 'recalls' | 'tags'>,
  touched: Iterable<Touched>,
): void => {
  // Sorted, because lanes that lock rows in one order cannot wait for one another in a circle.
  const revised = [...touched].filter(({ incident, revision }) => incident.revision > revision)
  for (const one of revised.sort((a, b) => compareBytes(a.incident.id, b.incident.id))) {
    rows.incidents.push(incidentRow(one.incident))
    if (isDue(one)) rows.recalls.push(recallRow(one.incident))
    rows.tags.push(...newTags(one))
  }
  rows.tags.sort(byTag)
}

const isDue = ({ incident, revision }: Touched): boolean =>
  Math.floor(revision / recallEvery) < Math.floor(incident.revision / recallEvery)

const recallRow = (incident: Incident): RecallRow => ({
  ...{ incident: incident.id, revision: incident.revision, ledger: packLedger(incident) },
})

const byTag = (a: TagRow, b: TagRow): number => compareBytes(a.tag, b.tag) || compareBytes(a.incident, b.incident)

/** By what an incident is listed besides its words: tags are only ever added, whatever is believed later. */
const newTags = ({ incident, providers, facts }: Touched): TagRow[] => {
  const { id, ledger } = incident
  const tags: TagRow[] = []
  if (incident.providers !== providers) {
    for (const provider of incident.providers)
      if (!providers.includes(provider)) tags.push({ tag: `provider:${provider}`, incident: id })
  }
  // Contests are never let go of, and a map keeps its order: those behind the ones that were there are new.
  if (ledger.contests.size > facts) {
    for (const fact of [...ledger.contests.keys()].slice(facts)) tags.push({ tag: `fact:${fact}`, incident: id })
  }
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
