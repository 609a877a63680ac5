import { hash } from 'node:crypto'
import { openFinding, type Check } from './check.js'

/** Each revision's hash is that of the previous hash, its event id and its changes, recomputed from the rows alone. */
export const chainHolds: Check = {
  name: 'I10',
  says: 'the hash chain of every incident holds',
  find: ({ tables }) => {
    const finding = openFinding()
    const previous = new Map<string, string>()
    for (const { incident, revision, eventId, changes, hash: stored } of tables.revisions) {
      finding.looked++
      const due = hash('sha256', `${previous.get(incident) ?? ''}\n${eventId}\n${changes}`)
      if (stored !== due) finding.wrong(`the chain of ${incident} breaks at revision ${revision}`)
      previous.set(incident, stored)
    }
    for (const { id, hash: stored } of tables.incidents)
      if (previous.get(id) !== stored) finding.wrong(`the current hash of ${id} is not that of its last revision`)
    return finding
  },
}
