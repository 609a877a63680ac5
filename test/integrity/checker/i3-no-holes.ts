import { openFinding, type Check } from './check.js'

/** Revisions of an incident are 1..n, and its current row is at n. */
export const noHoles: Check = {
  name: 'I3',
  says: 'revisions are 1..n in every incident',
  find: ({ tables }) => {
    const finding = openFinding()
    const last = new Map<string, number>()
    for (const { incident, revision } of tables.revisions) {
      finding.looked++
      const due = (last.get(incident) ?? 0) + 1
      if (revision !== due) finding.wrong(`incident ${incident} has revision ${revision} where ${due} was due`)
      last.set(incident, revision)
    }
    for (const { id, revision } of tables.incidents)
      if (last.get(id) !== revision)
        finding.wrong(`incident ${id} is at revision ${revision}, its last one is ${last.get(id)}`)
    return finding
  },
}
