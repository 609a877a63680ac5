import { openFinding, type Check } from './check.js'
import type { Evidence } from './evidence.js'

type Named = { provider?: unknown; item?: unknown; version?: unknown }

const updateIdOf = (text: string | null): string | null => {
  try {
    const { provider, item, version } = JSON.parse(text ?? '') as Named
    const named = typeof provider === 'string' && typeof item === 'string' && typeof version === 'string'
    return named ? `${provider}/${item}@${version}` : null
  } catch {
    return null
  }
}

/** What each delivery must have come to, told from the raw log alone: the first one of an id counts. */
const expectedOutcomes = ({ wire }: Evidence): Map<string, 'filed' | 'repeat' | 'quarantined'> => {
  const expected = new Map<string, 'filed' | 'repeat' | 'quarantined'>()
  for (const records of wire.values()) {
    const first = new Map<string, string>()
    for (const { partition, offset, text, sha256 } of records) {
      const updateId = updateIdOf(text)
      if (updateId === null) continue
      const before = first.get(updateId)
      if (before === undefined) first.set(updateId, sha256)
      expected.set(
        `${partition}/${offset}`,
        before === undefined ? 'filed' : before === sha256 ? 'repeat' : 'quarantined',
      )
    }
  }
  return expected
}

/** Each event makes one revision, each update one event, and what came twice is counted as what it is. */
export const nothingTwice: Check = {
  name: 'I2',
  says: 'no revision is made twice',
  find: (evidence) => {
    const finding = openFinding()
    const { events, tables } = evidence
    const applied = new Set<string>()
    for (const { eventId, incident, revision } of tables.revisions) {
      finding.looked++
      if (applied.has(eventId)) finding.wrong(`event ${eventId} made a second revision, ${revision} of ${incident}`)
      applied.add(eventId)
    }
    const homes = new Map<string, string>()
    for (const { event } of events) {
      if (event?.event.type !== 'UpdateFiled' || event.event.data.reachesOnly) continue
      const { updateId } = event.event.data.update
      const before = homes.get(updateId) ?? event.id
      if (before !== event.id) finding.wrong(`${updateId} was filed twice, as ${before} and ${event.id}`)
      homes.set(updateId, before)
    }
    const expected = expectedOutcomes(evidence)
    for (const { partition, offset, status } of tables.receipts) {
      const due = expected.get(`${partition}/${offset}`)
      if (due === undefined) continue
      finding.looked++
      if (status !== due)
        finding.wrong(`raw record ${partition}/${offset} is ${status}, and ${due} in the order of the log`)
    }
    return finding
  },
}
